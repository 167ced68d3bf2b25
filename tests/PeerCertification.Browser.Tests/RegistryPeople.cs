using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Tests;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Browser.Tests;

/// <summary>An employer's owner and a plain member, and where the pages of the organisation are.</summary>
/// <param name="AnsweringFile">A file that is being answered, of another organisation of the same owner: one at a time is.</param>
public sealed record KnownEmployer(string Email, string Member, string Organisation, string Roster, string EmptyRoster, string DisabledWebhook, string AnsweredFile, string FailedFile, string AnsweringFile);

/// <summary>Credentials in every state that looks different, by their numbers.</summary>
/// <param name="Pardoned">Whose suspension was taken back.</param>
public sealed record RegistryPeople(string Active, string NotYetEffective, string Suspended, string Inactive, string Revoked, string Surrendered, string Deceased, string Expired, string InGrace, string Pardoned, string Restricted, string Endorsed, string OnHold)
{
    /// <summary>Of this family name there is one more than a search shows, and of its beginning one.</summary>
    internal const string Many = "Oakleysmith", OneOfThem = "Oakley";

    /// <summary>Where nobody answers.</summary>
    private const string Nowhere = "http://127.0.0.1:9/hooks-of-an-employer-with-a-long-address";

    private static readonly DateOnly Awarded = new(2025, 6, 1);

    /// <summary>All tests share one registry, in which a job that runs is not begun a second time.</summary>
    private static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>An employer with everything that its pages show: somebody invited, a key, a watched roster with people on it, a webhook that is disabled.</summary>
    internal async Task<KnownEmployer> AnEmployer(RegistryApi api)
    {
        await OneAtATime.WaitAsync();
        try
        {
            return await Prepare(api);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private async Task<KnownEmployer> Prepare(RegistryApi api)
    {
        var email = await api.AnAccount(Role.Applicant);
        var organisation = await api.AnOrganisation(await api.Client(email));
        await Done(organisation.Owner.PostAsJsonAsync($"{organisation.Path}/invitations", new { email = "kim.day@example.test", role = "Member" }));
        await api.AKey(organisation, "Verify", "Rosters", "Changes");
        var roster = await ARoster("Albany clinic");
        await Done(organisation.Owner.PostAsJsonAsync($"{organisation.Path}/rosters/{roster}/people", new { fromOn = "2025-06-01", people = new[] { Active, Suspended, Restricted, OnHold }.Select((number, i) => new { number, reference = $"S-{i}" }) }));
        await Done(organisation.Owner.PutAsJsonAsync($"{organisation.Path}/rosters/{roster}/watch", new { isWatched = true }));
        await api.HasRecordedChanges();
        var disabled = await api.AWebhook(organisation, Nowhere);
        await Done(organisation.Owner.PostAsJsonAsync($"{disabled.Path}/replay", new { after = 0 }));
        await api.WebhooksAreDelivered();
        await api.IsDisabled(disabled);
        var member = await AMember();
        var own = $"/organisations/{organisation.Id}";
        IReadOnlyList<RefusedRow> refused = [.. Enumerable.Range(1, RosterFileRules.MostRefusedTold).Select(i => new RefusedRow(i * 40_000, "credential.not_found", "The number is well formed, but no credential of this registry has it."))];
        var answered = await AFile(organisation, set => set.SetProperty(f => f.State, RosterFileState.Finished).SetProperty(f => f.EndedAtUtc, f => f.RequestedAtUtc)
            .SetProperty(f => f.RowsDone, 1_000_000).SetProperty(f => f.RowsRefused, 12_345).SetProperty(f => f.FirstRefused, refused));
        var failed = await AFile(organisation, set => set.SetProperty(f => f.State, RosterFileState.Failed).SetProperty(f => f.EndedAtUtc, f => f.RequestedAtUtc).SetProperty(f => f.Error, "IOException"));
        var answering = await AFile(await api.AnOrganisation(organisation.Owner, "Lakeside Recovery"), set => set.SetProperty(f => f.State, RosterFileState.Running).SetProperty(f => f.Error, "IOException"));
        return new KnownEmployer(email, member, own, $"{own}/rosters/{roster}", $"{own}/rosters/{await ARoster("Nobody yet")}", $"{own}/webhooks/{disabled.Id}", answered, failed, answering);

        // Not by the job, which would answer what other tests leave waiting.
        async Task<string> AFile(KnownOrganisation of, Action<UpdateSettersBuilder<RosterFile>> became)
        {
            using var file = new HttpRequestMessage(HttpMethod.Post, "/api/v1/rosters/files?purpose=Monthly+check") { Content = new StringContent("number\nx", new MediaTypeHeaderValue("text/csv")) };
            file.Headers.Add("X-Organisation", of.Id.ToString());
            var id = (await TrainingWorld.Done(of.Owner.SendAsync(file))).GetProperty("id").GetGuid();
            await api.Stored(db => db.RosterFiles.Where(f => f.Id == id).ExecuteUpdateAsync(became));
            return $"/organisations/{of.Id}/roster-files/{id}";
        }

        async Task<string> AMember()
        {
            var (invited, account) = (AccountsWorld.AnAddress(), await api.AnAccount(Role.Applicant));
            var invitee = await api.Client(account);
            await api.IsInvited(organisation, invited);
            await Done(invitee.PostAsJsonAsync("/api/v1/organisations/join", new { token = await api.LinkTo(invited, Api.Pipeline.MessageKind.OrganisationInvited) })); // now, before another test sends the messages off
            return account;
        }

        async Task<Guid> ARoster(string name) =>
            (await TrainingWorld.Done(organisation.Owner.PostAsJsonAsync($"{organisation.Path}/rosters", new { name }))).GetProperty("id").GetGuid();
    }

    internal static async Task<RegistryPeople> In(RegistryApi api)
    {
        var officer = await api.SignedInAs(Role.Officer, "ncc-ap");
        var people = new RegistryPeople(
            await api.ACredential("NCPRSS", Awarded, name: "Ana Núñez"),
            await api.ACredential("NCPRSS", new DateOnly(2026, 6, 1), recordedAtUtc: new DateTime(2026, 2, 1, 12, 0, 0, DateTimeKind.Utc)),
            await api.ACredential("NCPRSS", Awarded, name: "Bartholomew Featherstonehaugh-Wolfeschlegelsteinhausen"),
            await api.ACredential("NCPRSS", Awarded),
            await api.ACredential("NCPRSS", Awarded),
            await api.ACredential("NCPRSS", Awarded),
            await api.ACredential("NCPRSS", Awarded),
            await api.ACredential("NCPRSS", new DateOnly(2023, 1, 1)),
            await api.ACredential("NCPRSS", new DateOnly(2024, 2, 1), grace: 60),
            await api.ACredential("NCPRSS", Awarded),
            await api.ACredential("NCPRSS", Awarded),
            await api.ACredentialWithScope("NY"),
            await api.ACredentialWithScope("TX"));
        await Done(officer.Act(api, people.Suspended, "acts/suspend", new { effectiveOn = "2026-02-01", untilOn = "2026-06-01", reason = "Heard." }));
        foreach (var (number, act) in new[] { (people.Inactive, "deactivate"), (people.Revoked, "revoke"), (people.Surrendered, "surrender"), (people.Deceased, "record-death"), (people.Pardoned, "suspend") })
        {
            await Done(officer.Act(api, number, $"acts/{act}", new { effectiveOn = "2026-02-01", reason = "Heard." }));
        }

        await Done(officer.Act(api, people.Pardoned, "acts/vacate", new { sequence = 2, reason = "Set aside." }));
        foreach (var family in Enumerable.Repeat(Many, 21).Append(OneOfThem))
        {
            await api.ACredential("NCPRSS", Awarded, name: $"Kim {family}");
        }

        await api.ARestriction(people.Restricted, "Works under supervision only.", Awarded);
        await Done((await OfficerOf(api, people.Endorsed)).Act(api, people.Endorsed, "acts/endorse", new { endorsement = "family", effectiveOn = "2026-02-01", reason = "Seen." }));
        var board = await BoardOf(api, people.OnHold);
        await Done((await api.SignedInAs(Role.BoardAdministrator, board)).PostAsJsonAsync($"/api/v1/boards/{board}/hold", new { reason = "Records are being entered again." }));
        return people;
    }

    private static async Task<HttpClient> OfficerOf(RegistryApi api, string number) => await api.SignedInAs(Role.Officer, await BoardOf(api, number));

    private static Task<string> BoardOf(RegistryApi api, string number) => api.Stored(db => Task.FromResult(db.Credentials.Where(c => c.Number == number).Select(c => c.Board.Code).Single()));

    private static async Task Done(Task<HttpResponseMessage> answer) => Assert.True((await answer).IsSuccessStatusCode, await (await answer).Content.ReadAsStringAsync());
}
