using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Jobs;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Tests.Contract;

/// <summary>The acts that the tour does not come by, each played once.</summary>
internal static class EventsStory
{
    private const string Board = "ncc-ap";

    internal static async Task OfAccountsAndStaff(RegistryApi api)
    {
        var email = await api.AnAccount(Role.Applicant);
        await Done((await api.Client(email)).Post("/me/sign-out-everywhere"));

        await Done((await api.SignedInAs(Role.Operator)).PostAsJsonAsync($"/api/v1/boards/{Board}/staff/administrators", new { email }));
        var administrator = await api.SignedInAs(Role.BoardAdministrator, Board);
        await Done(Send(administrator, HttpMethod.Put, "/api/v1/accounts/me/notices", new { language = "es", byEmail = true, onlyRequired = false }));
        await Done(administrator.PostAsJsonAsync("/api/v1/inbox/read", new { upToId = 1 }));
        await Done(administrator.Writes(Board, "CredentialExpiring", "One week left: {number}", "Renew now: {address}", leadDays: 7));
        await Done(administrator.PutIfMatch($"/api/v1/boards/{Board}/reminder-plan", 0, new { reminders = new[] { 90, 60, 30, 7 }.Select(leadDays => new { leadDays, byEmail = true }) }));
        var appointed = await Done(administrator.PostAsJsonAsync($"/api/v1/boards/{Board}/staff", new { email, role = "Reviewer" }));
        await Done(administrator.PostAsJsonAsync($"/api/v1/boards/{Board}/staff/{appointed.GetProperty("id").GetGuid()}/end", new { why = "Left." }));
    }

    internal static async Task OfEvidence(RegistryApi api)
    {
        var applicant = await api.SomebodyWithARecord();
        var entry = await api.APracticeEntry(applicant);
        await api.ARequest(applicant, entry, AttestationWorld.AnAttester());
        var corrected = await Done(Send(applicant, HttpMethod.Put, $"/api/v1/evidence/{entry}", new { detail = EvidenceWorld.Practice(minutes: 120) }));
        await Done(Send(applicant, HttpMethod.Delete, $"/api/v1/evidence/{corrected.GetProperty("id").GetGuid()}"));
    }

    internal static async Task OfApplications(RegistryApi api)
    {
        var officer = await api.SignedInAs(Role.Officer, Board);
        var applicant = await api.AnApplicantWhoMeets("NCPRSS");
        var file = new KnownFile(await api.ASubmittedApplication(applicant), default, default, default);
        await api.TheFileIs(file, ApplicationState.Recommended);
        await Done(api.Act(officer, file, "return", new { reason = "One entry is not judged." }));

        var (unfounded, _) = await api.ARecommendedFile(withExam: false);
        await api.IsPinnedToRulesWithAWaivableExam(unfounded);
        var waived = await Done(api.Act(officer, unfounded, "waivers", new { requirementId = "exam", reason = "The centre was closed." }));
        await Done(api.Act(officer, unfounded, $"waivers/{waived.GetProperty("id").GetGuid()}/withdraw", new { reason = "It is open again." }));
    }

    internal static async Task OfCredentials(RegistryApi api)
    {
        var officer = await api.SignedInAs(Role.Officer, Board);
        var number = await api.ACredential("NCPRSS", new DateOnly(2025, 6, 1));
        await api.ANameChange(officer, number);
        await Done(officer.PostAsJsonAsync($"/api/v1/credentials/{number}/hide", new { reason = "A protective order." }));
        await Done(officer.PostAsJsonAsync($"/api/v1/credentials/{number}/show", new { why = "It has ended." }));
        var scoped = await api.ACredentialWithScope("NY");
        var (endorser, endorsed) = (await api.SignedInAs(Role.Officer, await api.Stored(db => db.Credentials.Where(c => c.Number == scoped).Select(c => c.Board.Code).SingleAsync())), new { endorsement = "family", effectiveOn = "2026-03-01", reason = "Seen." });
        await Done(endorser.Act(api, scoped, "acts/endorse", endorsed));
        await Done(endorser.Act(api, scoped, "acts/end-endorsement", endorsed));
        await Done(officer.Act(api, number, "acts/record-death", new { effectiveOn = "2026-03-01", reason = "A letter." }));
    }

    internal static async Task OfRules(RegistryApi api)
    {
        var (first, second) = (await api.SignedInAs(Role.BoardAdministrator, Board), await api.SignedInAs(Role.BoardAdministrator, Board));
        await Done(first.PutAsJsonAsync($"/api/v1/boards/{Board}/holidays/2036-11-28", new { name = "Day after Thanksgiving" }));
        await Done(first.DeleteAsync($"/api/v1/boards/{Board}/holidays/2036-11-28"));
        await Done(first.PostAsync($"/api/v1/boards/{Board}/confirmations", null));
        await Done(first.PostAsJsonAsync($"/api/v1/boards/{Board}/hold", new { reason = "Records are being entered again." }));
        await Done(first.PostAsJsonAsync($"/api/v1/boards/{Board}/hold/end", new { why = "They are entered." }));
        await Done((await api.SignedInAs(Role.Operator)).PostAsync("/api/v1/receipts/keys", null));
        var type = await api.ACredentialWithRules();
        await api.AFileFor(type, new DateOnly(2026, 2, 1), 200);
        await Done(first.PutDraft(type, RulesWorld.ADocument(type, 2, "2036-06-01")));
        await Done(first.PutDraft(type, RulesWorld.ADocument(type, 2, "2036-07-01"), seen: 1));
        var trials = RulesWorld.Sets(type).Replace("requirement-sets", "requirement-set-trials", StringComparison.Ordinal);
        var trial = (await Done(first.PostAsync(trials, null))).GetProperty("id").GetGuid();
        await Done(first.PostAsync($"{trials}/{trial}/cancellation", null));
        await Done(first.PostAsync(trials, null));
        await Done(first.PostIfMatch($"{RulesWorld.Sets(type)}/draft/withdrawal", 2, new { why = "The order was vacated." }));
        await RulesWorld.ArePublished(first, second, type, RulesWorld.ADocument(type, 2, "2036-08-01"), new { why = "An order.", moves = "All" });
    }

    internal static async Task OfOrganisations(RegistryApi api)
    {
        var organisation = await api.AnOrganisation();
        await api.AMember(organisation);
        var invited = await Done(organisation.Owner.PostAsJsonAsync($"{organisation.Path}/invitations", new { email = AccountsWorld.AnAddress() }));
        await Done(organisation.Owner.PostAsync($"{organisation.Path}/invitations/{invited.GetProperty("id").GetGuid()}/withdraw", null));
        await Done(organisation.Owner.PostAsync($"{organisation.Path}/members/{(await organisation.Owner.Members(organisation))[1].Id}/end", null));
        var roster = $"{organisation.Path}/rosters/{(await Done(organisation.Owner.PostAsJsonAsync($"{organisation.Path}/rosters", new { name = "Albany" }))).GetProperty("id").GetGuid()}";
        var number = await api.ACredential("NCPRSS", new DateOnly(2025, 6, 1));
        await Done(organisation.Owner.PostAsJsonAsync($"{roster}/people", new { fromOn = "2026-01-10", people = new[] { new { number } } }));
        await Done(organisation.Owner.PostAsJsonAsync($"{roster}/people/remove", new { untilOn = "2026-02-10", numbers = new[] { number } }));
        await Done(organisation.Owner.PutAsJsonAsync($"{roster}/watch", new { isWatched = true }));
        await Done(organisation.Owner.PutAsJsonAsync($"{roster}/watch", new { isWatched = false }));
        await Done(organisation.Owner.PutAsJsonAsync($"{organisation.Path}/digest", new { every = "Daily" }));
        var file = await Done(organisation.Owner.PostAsync("/api/v1/rosters/files", new StringContent($"number\n{number}\n", Encoding.UTF8, "text/csv")));
        await Done(organisation.Owner.DeleteAsync($"/api/v1/rosters/files/{file.GetProperty("id").GetGuid()}"));
        await Done(organisation.Owner.PostAsync("/api/v1/rosters/files", new StringContent($"number\n{number}\n", Encoding.UTF8, "text/csv")));
        var webhook = await api.AWebhook(organisation, "http://127.0.0.1:1/");
        await Done(organisation.Owner.PostAsync($"{webhook.Path}/test", null));
        await Done(organisation.Owner.PostAsJsonAsync($"{webhook.Path}/rotate", new { }));
        await Done(organisation.Owner.PostAsJsonAsync($"{webhook.Path}/replay", new { after = 0 }));
        await api.IsDisabled(webhook);
        await Done(organisation.Owner.PostAsync($"{webhook.Path}/enable", null));
        await Done(organisation.Owner.PostAsync($"{webhook.Path}/end", null));
        var key = await api.AKey(organisation, "Verify");
        await Done(organisation.Owner.PostAsJsonAsync($"{organisation.Path}/keys/{key.Id}/rotate", new { }));
        await Done(organisation.Owner.PostAsync($"{organisation.Path}/keys/{key.Id}/revoke", null));
    }

    internal static async Task OfTraining(RegistryApi api)
    {
        var provider = await api.AnApprovedProvider();
        var officer = await api.SignedInAs(Role.Officer, Board);
        await Done(officer.PostIfMatch(TrainingWorld.Approval(Board, await provider.Asks(), "refusal"), 1, new { reason = "No teacher is named." }));
        await Done(provider.Client.PostIfMatch($"{provider.Path}/approvals/{await provider.Asks()}/retraction", 1));
        var again = await provider.Asks();
        await officer.Approves(Board, again);
        await Done(officer.PostIfMatch(TrainingWorld.Approval(Board, again, "withdrawal"), 2, new { fromOn = "2026-03-01", reason = "Attendance was not taken." }));

        var address = AccountsWorld.AnAddress();
        var kim = await api.SignedInAs(Role.Applicant);
        await Done(provider.Client.PostAsJsonAsync($"{provider.Path}/invitations", new { email = address }));
        await Done(kim.PostAsJsonAsync("/api/v1/providers/join", new { token = await api.LinkTo(address, MessageKind.ProviderInvited) }));
        var first = (await Done(kim.GetAsync(provider.Path))).GetProperty("members")[0].GetProperty("id").GetGuid();

        var ana = await api.AHolder();
        var posted = (await Done(provider.Posts("2026-02-10", new { familyName = "Lopez", number = ana.Number }, new { familyName = "Chan" }))).GetProperty("posted");
        await Done((await api.SomebodyWithARecord("Bo Chan")).PostAsJsonAsync("/api/v1/attendance/confirm", new { code = posted[1].GetProperty("code").GetString() }));
        await Done(provider.Client.PostIfMatch($"{provider.Path}/attendance/{posted[0].GetProperty("id").GetGuid()}/correction", 2, new { familyName = "Lopez", number = ana.Number, minutes = 90, reason = "She left early." }));
        var waiting = (await Done(provider.Imports("2026-02-11", $"{ana.Number},Smith,,"))).GetProperty("posted")[0].GetProperty("id").GetGuid();
        await Done((await api.SignedInAs(Role.Reviewer, Board)).PostIfMatch($"/api/v1/boards/{Board}/attendance/{waiting}/match", 1, new { number = ana.Number, reason = "She married." }));
        await Done(kim.PostAsync($"{provider.Path}/members/{first}/end", null));
    }

    /// <summary>One renewal is sent and taken back, another denied; both kept the standing meanwhile. In the end the period is made longer.</summary>
    internal static async Task OfRenewals(RegistryApi api)
    {
        var world = await RenewalWorld.Under(api, JsonNode.Parse("""
            {
              "period": { "months": 12, "extensions": [ { "id": "once", "kind": "Once", "months": 3 } ] },
              "renewal": { "id": "renewal", "pendingKeepsStanding": true, "root": { "element": "minutes", "id": "ce", "kind": "Training", "atLeast": "5h" } }
            }
            """)!.AsObject());
        await world.IsIssued(new DateOnly(2026, 3, 1));
        await world.LogsTraining(new DateOnly(2026, 3, 1), 5);
        await Done(world.Begin());
        await Done(world.Send());
        await Done(world.Withdraw());
        await Done(world.Begin());
        await Done(world.Send());
        await Done(world.Deny());
        await Done((await world.Officer()).Act(api, world.Number, "posted-renewals", new { arrivedOn = "2026-03-01", postmarkedOn = (string?)null, reason = "Envelope seen." }));
        await Done((await world.Officer()).Act(api, world.Number, "acts/extend", new { ground = "once", reason = "Asked for." }));
    }

    internal static async Task OfFees(RegistryApi api)
    {
        var officer = await api.SignedInAs(Role.Officer, Board);
        var file = await api.ASubmittedApplication(await api.AnApplicantWhoMeets("NCPRSS"));
        var (board, application) = ($"/api/v1/boards/{Board}", $"/api/v1/boards/{Board}/applications/{file}");
        var charge = (await Done(officer.PostAsJsonAsync($"{application}/charges", new { feeId = "exam-fee" }))).GetProperty("id").GetGuid();
        await Done(officer.PostAsJsonAsync($"{board}/charges/{charge}/waivers", new { cents = 5000, reason = "Hardship." }));
        var payment = (await Done(officer.PostAsJsonAsync($"{application}/payments", new { cents = 12000, paidOn = "2026-03-01", reference = "story-1" }))).GetProperty("id").GetGuid();
        await Done(officer.PostAsJsonAsync($"{board}/payments/{payment}/refunds", new { cents = 2000, reference = "story-back-1", reason = "Too much." }));
        await Done(officer.PostAsJsonAsync($"{board}/fees/{payment}/corrections", new { cents = 12500, reason = "Mistyped." }));
    }

    /// <summary>What is shown is rejected, also what should make it good.</summary>
    internal static async Task OfAudits(RegistryApi api)
    {
        api.TheDayIs(new DateOnly(2026, 3, 1));
        var world = await AuditWorld.OfOne(api);
        var (audited, item) = await world.IsDrawn();
        var holder = await world.Renewals.Holder();
        await Done(holder.PutAsJsonAsync($"/api/v1/me/audits/{audited}/items/{item}", new { note = "It is lost." }));
        await Done(world.HandsIn(audited));
        await Done(world.Judges(audited, item, "Rejected"));
        await Done(world.Concludes(audited));
        await Done(holder.PutAsJsonAsync($"/api/v1/me/audits/{audited}/items/{item}", new { note = "It is still lost." }));
        await Done(world.HandsIn(audited));
        await Done(world.Judges(audited, item, "Rejected"));
        await Done(world.Concludes(audited));
        api.TheDayIs(new DateOnly(2026, 3, 1));
    }

    internal static async Task OfMessages(RegistryApi api)
    {
        var dead = await api.Stored(async db =>
        {
            var message = db.Outbox.Add(new OutboxMessage { Kind = "CredentialExpiring", State = OutboxState.Dead, CreatedAtUtc = DateTime.UnixEpoch, NextAttemptAtUtc = DateTime.UnixEpoch }).Entity;
            await db.SaveChangesAsync();
            return message.Id;
        });
        var operators = await api.SignedInAs(Role.Operator);
        await Done(operators.PostAsync($"/api/v1/outbox/{dead}/retry", null));
        await Done(operators.PostAsJsonAsync("/api/v1/jobs/AbandonDrafts/pause", new { why = "We look at it." }));
        await Done(operators.PostAsJsonAsync("/api/v1/jobs/AbandonDrafts/resume", new { why = "It is right." }));
    }

    /// <summary>Every row of the schedule, with an unanswered link and a forgotten draft to find.</summary>
    internal static async Task OfTheClock(RegistryApi api)
    {
        var forgetful = await api.AnApplicant();
        await api.ADraft(forgetful);
        await api.ARequest(forgetful.Client, await api.APracticeEntry(forgetful.Client), AttestationWorld.AnAttester());
        api.TheDayIs(new DateOnly(2031, 1, 2));
        var operators = await api.SignedInAs(Role.Operator);
        foreach (var job in JobSchedule.Rows)
        {
            var run = await Done(operators.PostAsJsonAsync($"/api/v1/jobs/{job.Name}/runs", new { }));
            Assert.Equal("Succeeded", run.GetProperty("outcome").GetString());
        }

        Assert.Equal(2, await api.Stored(db => db.History.Where(h => h.Event == "ApplicationAbandoned" || h.Event == "AttestationExpired").Select(h => h.Event).Distinct().CountAsync()));
    }

    private static Task<HttpResponseMessage> Send(HttpClient client, HttpMethod method, string path, object? body = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body), Headers = { { "If-Match", "\"v1\"" } } };
        return client.SendAsync(request);
    }

    private static async Task<JsonElement> Done(Task<HttpResponseMessage> act)
    {
        var answer = await act;
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage?.RequestUri} answered {(int)answer.StatusCode}: {body}");
        return body.Length == 0 ? default : JsonDocument.Parse(body).RootElement.Clone();
    }
}
