using System.Net.Http.Json;
using System.Text.Json;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Tests.Worlds;

/// <summary>An employer, and its owner.</summary>
public sealed record KnownOrganisation(HttpClient Owner, Guid Id)
{
    public string Path => $"/api/v1/organisations/{Id}";
}

/// <summary>A key of an organisation, and a client that sends it.</summary>
public sealed record KnownKey(HttpClient Client, Guid Id, string Text);

/// <summary>Employers, their people and their keys.</summary>
public static class OrganisationWorld
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<KnownOrganisation> AnOrganisation(this RegistryApi api, HttpClient? owner = null, string name = "Riverside Behavioral Health")
    {
        var client = owner ?? await api.SignedInAs(Role.Applicant);
        var organisation = await TrainingWorld.Done(client.PostAsJsonAsync("/api/v1/organisations", new { name, kind = "Employer", states = new[] { "NY" } }, Token));
        return new KnownOrganisation(client, organisation.GetProperty("id").GetGuid());
    }

    /// <summary>Looks at what is stored, after the clock has sorted what rosters asked in among the lookups.</summary>
    public static async Task<T> WithQuestionsSortedIn<T>(this RegistryApi api, Func<RegistryContext, Task<T>> read)
    {
        using (var scope = api.Services.CreateScope())
        {
            Assert.Null((await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SortInLookups.Command(), Token)).Refusal);
        }

        return await api.Stored(read);
    }

    /// <summary>Somebody else who joined it by an invitation.</summary>
    public static async Task<HttpClient> AMember(this RegistryApi api, KnownOrganisation organisation, string role = "Member")
    {
        var address = AccountsWorld.AnAddress();
        await api.IsInvited(organisation, address, role);
        var member = await api.SignedInAs(Role.Applicant);
        await TrainingWorld.Done(member.PostAsJsonAsync("/api/v1/organisations/join", new { token = await api.LinkTo(address, MessageKind.OrganisationInvited) }, Token));
        return member;
    }

    /// <summary>A link is on its way to the address.</summary>
    public static Task<JsonElement> IsInvited(this RegistryApi _, KnownOrganisation organisation, string address, string role = "Member") =>
        TrainingWorld.Done(organisation.Owner.PostAsJsonAsync($"{organisation.Path}/invitations", new { email = address, role }, Token));

    /// <summary>It has one more roster watched, with these people on it for years.</summary>
    /// <returns>The roster's address.</returns>
    public static async Task<string> Watches(this KnownOrganisation organisation, params string[] numbers)
    {
        var saved = await TrainingWorld.Done(organisation.Owner.PostAsJsonAsync($"{organisation.Path}/rosters", new { name = $"Roster {Guid.NewGuid()}" }, Token));
        var roster = $"{organisation.Path}/rosters/{saved.GetProperty("id").GetGuid()}";
        await TrainingWorld.Done(organisation.Owner.PutAsJsonAsync($"{roster}/watch", new { isWatched = true }, Token));
        await TrainingWorld.Done(organisation.Owner.PostAsJsonAsync($"{roster}/people", new { fromOn = "2020-01-01", people = numbers.Select(number => new { number }) }, Token));
        return roster;
    }

    public static async Task<KnownKey> AKey(this RegistryApi api, KnownOrganisation organisation, params string[] scopes)
    {
        var issued = await TrainingWorld.Done(organisation.Owner.PostAsJsonAsync($"{organisation.Path}/keys", new { name = "Payroll", scopes }, Token));
        return api.Of(issued);
    }

    /// <summary>A key as an answer showed it.</summary>
    public static KnownKey Of(this RegistryApi api, JsonElement shown) => new(api.With(shown.GetProperty("key").GetString()!), shown.GetProperty("id").GetGuid(), shown.GetProperty("key").GetString()!);

    /// <summary>The ids of the members whom a client sees, by role, in the order in which they joined.</summary>
    public static async Task<IReadOnlyList<(Guid Id, string Role)>> Members(this HttpClient client, KnownOrganisation organisation) =>
        [.. (await TrainingWorld.Done(client.GetAsync(organisation.Path, Token))).GetProperty("members").EnumerateArray().Select(m => (m.GetProperty("id").GetGuid(), m.GetProperty("role").GetString()!))];
}
