using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Contract;

/// <summary>One applicant with one of everything that an address can name, all at one board.</summary>
internal sealed class OwnedFile(HttpClient owner, KnownOrganisation organisation, IReadOnlyDictionary<string, string> names)
{
    internal const string Board = "ncc-ap";

    internal HttpClient Owner => owner;

    /// <summary>The owner's.</summary>
    internal KnownOrganisation Organisation => organisation;

    internal static async Task<OwnedFile> Make(RegistryApi api)
    {
        var applicant = await api.AnApplicantWhoMeets("NCPRSS");
        var owner = applicant.Client;
        var document = await Id(owner.PostAsync("/api/v1/documents", new ByteArrayContent(Encoding.ASCII.GetBytes("%PDF-1.4\n%%EOF\n"))));
        var evidence = await api.APracticeEntry(owner);
        var attestation = await Id(owner.PostAsJsonAsync($"/api/v1/evidence/{evidence}/attestation-requests", new { role = "Supervisor" }));
        var file = await api.ASubmittedApplication(applicant);
        var item = await api.Stored(async db =>
        {
            var first = await db.ApplicationItems.FirstAsync(i => i.ApplicationId == file);
            db.Entry(first).Property(i => i.DocumentId).CurrentValue = document;
            await db.SaveChangesAsync();
            return first.Id;
        });
        var email = await api.Stored(db => db.Applicants.Where(a => a.Id == applicant.Id).Join(db.Users, a => a.AccountId, u => u.Id, (_, u) => u.Email).SingleAsync());
        var number = await api.ACredential("NCPRSS", new DateOnly(2026, 2, 1), holder: email);
        await api.ARestriction(number, "Works under supervision.", new DateOnly(2026, 2, 1));
        var restriction = await api.Stored(db => db.Restrictions.OrderByDescending(r => r.RecordedAtUtc).Select(r => r.Id).FirstAsync());
        await api.SignedInAs(Role.Reviewer, Board);
        var grant = await api.Stored(db => db.Grants.Where(g => g.BoardId != null).OrderByDescending(g => g.Id).Select(g => g.Id).FirstAsync());
        var administrator = await api.SignedInAs(Role.BoardAdministrator, Board);
        await RulesWorld.AreProposed(administrator, "NCPRSS", RulesWorld.ADocument("NCPRSS", 3, "2036-07-01"));
        var trial = await Id(administrator.PostAsync($"/api/v1/boards/{Board}/credential-types/NCPRSS/requirement-set-trials", null));
        var waiver = await api.Stored(async db =>
        {
            var granted = db.RequirementWaivers.Add(new RequirementWaiver { Id = Guid.CreateVersion7(), ApplicationId = file, RequirementId = "exam", Reason = "The centre was closed.", GrantedAtUtc = DateTime.UtcNow }).Entity;
            await db.SaveChangesAsync();
            return granted.Id;
        });
        var (audit, audited, auditItem) = await api.AnAudit(number, file);
        var (charge, payment) = await api.ALedger(file);
        var provider = await api.AnApprovedProvider(member: owner);
        var waiting = await TrainingWorld.Done(provider.Posts("2026-02-10", new { familyName = "Nobody" }));
        var row = waiting.GetProperty("posted")[0].GetProperty("id").GetGuid();
        var asked = await provider.Asks();
        var member = await api.Stored(db => db.ProviderMembers.Where(m => m.ProviderId == provider.Id).Select(m => m.Id).SingleAsync());
        var message = await api.Stored(db => db.Outbox.Select(m => m.Id).FirstAsync());

        var organisation = await api.AnOrganisation(owner);
        await api.AMember(organisation);
        var colleague = (await owner.Members(organisation))[1].Id;
        var invitation = await Id(owner.PostAsJsonAsync($"{organisation.Path}/invitations", new { email = "kim.day@example.test" }));
        var key = await api.AKey(organisation, "Verify");
        var webhook = await api.AWebhook(organisation, "http://127.0.0.1:1/");
        var saved = await Id(owner.PostAsJsonAsync($"{organisation.Path}/rosters", new { name = "Albany" }));
        owner.DefaultRequestHeaders.Add(OrganisationAccess.Header, organisation.Id.ToString()); // for whom roster files are sent
        var rosterFile = await Id(owner.PostAsync("/api/v1/rosters/files", new StringContent($"number\n{number}\n", Encoding.UTF8, "text/csv")));
        (await owner.DeleteAsync($"/api/v1/rosters/files/{rosterFile}")).EnsureSuccessStatusCode();

        return new OwnedFile(owner, organisation, new Dictionary<string, string>
        {
            ["{organisationId}/members/{memberId}"] = $"{organisation.Id}/members/{colleague}",
            ["{organisationId}"] = organisation.Id.ToString(),
            ["{invitationId}"] = invitation.ToString(),
            ["{rosterFileId}"] = rosterFile.ToString(),
            ["{savedRosterId}"] = saved.ToString(),
            ["{webhookId}"] = webhook.Id.ToString(),
            ["{keyId}"] = key.Id.ToString(),
            ["/rosters/{day}"] = "/rosters/2026-02-10",
            ["/applications/{id}"] = $"/applications/{file}",
            ["/applicants/{id}"] = $"/applicants/{applicant.Id}",
            ["/evidence/{id}"] = $"/evidence/{evidence}",
            ["/documents/{id}"] = $"/documents/{document}",
            ["/staff/{id}"] = $"/staff/{grant}",
            ["{evidenceId}"] = evidence.ToString(),
            ["{day}"] = "2036-11-28",
            ["{requestId}"] = attestation.ToString(),
            ["{itemId}"] = item.ToString(),
            ["{auditId}"] = audit.ToString(),
            ["{caseId}"] = audited.ToString(),
            ["{auditItemId}"] = auditItem.ToString(),
            ["{chargeId}"] = charge.ToString(),
            ["{paymentId}"] = payment.ToString(),
            ["{lineId}"] = payment.ToString(),
            ["{waiverId}"] = waiver.ToString(),
            ["{restrictionId}"] = restriction.ToString(),
            ["{messageId}"] = message.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["{kind}"] = "CredentialExpiring",
            ["{language}"] = "en",
            ["{trialId}"] = trial.ToString(),
            ["{providerId}"] = provider.Id.ToString(),
            ["{courseId}"] = provider.Course.ToString(),
            ["{approvalId}"] = asked.ToString(),
            ["{memberId}"] = member.ToString(),
            ["{rosterId}"] = waiting.GetProperty("rosterId").GetGuid().ToString(),
            ["{rowId}"] = row.ToString(),
            ["{number}"] = number,
            ["{board}/applications/{id}"] = $"{Board}/applications/{file}",
            ["{board}"] = Board,
            ["{type}"] = "NCPRSS",
            ["{version}"] = "2",
            ["{name}"] = "FlagExpiringCredentials",
        });
    }

    /// <summary>The address with the names of this file in place of its parameters.</summary>
    internal string Fill(string path)
    {
        foreach (var (parameter, value) in names)
        {
            path = path.Replace(parameter, value, StringComparison.Ordinal);
        }

        Assert.DoesNotContain('{', path);
        return path;
    }

    private static async Task<Guid> Id(Task<HttpResponseMessage> creation)
    {
        var answer = await creation;
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement.GetProperty("id").GetGuid();
    }
}
