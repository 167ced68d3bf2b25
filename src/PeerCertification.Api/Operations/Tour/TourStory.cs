using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PeerCertification.Api.Operations.Demo;

namespace PeerCertification.Api.Operations.Tour;

/// <summary>The whole story, from a first registration through renewal, lapse and reinstatement to a flagged credential, told through the public API and nothing else.</summary>
internal sealed partial class TourStory(TourGuide guide, string mailFolder)
{
    private const string Ana = "ana@example.test";

    private const string AnasPassword = "one day at a time, every day";

    private const string Rules = "boards/ncc-ap/credential-types/NCPRSS/requirement-sets";

    private static readonly DateOnly Today = new(2026, 3, 2);

    internal async Task Tell()
    {
        await MoveClock(Today);
        var applicant = await RegisterAndSignIn();
        await KeepRecord(applicant);
        var evidence = await LogEvidence(applicant);
        await HaveItAttested(applicant, evidence);
        var application = await Apply(applicant);
        await Review(application);
        var number = await Decide(application);
        await Verify(number);
        await Act(number);
        await ForgetPassword();
        await GoOtherwise();
        await ActOtherwise(number);
        await PublishRules();
        await Reinstate(DemoCredential.Number);
        await Renew(number);
        await Expire(number);
        await ReadHistory(number, application);
    }

    private async Task<string> RegisterAndSignIn()
    {
        guide.Chapter("Somebody registers");
        await Register(Ana, AnasPassword);
        return await SignIn(Ana, AnasPassword);
    }

    private async Task KeepRecord(string applicant)
    {
        guide.Chapter("She keeps her record; what is sensitive lies apart");
        await guide.Put("applicants/me", new { legalName = "Ana Reyes", educationLevel = "HighSchoolDiploma" }, applicant, 201, a => Text(a, "legalName"));
        await guide.Put("applicants/me/sensitive", new { birthDate = "1988-05-17", livedExperience = "OwnSubstanceUse", recoverySince = "2021-09-01" }, applicant, 200, a => $"changed: {a.GetProperty("changed")}");
    }

    private async Task<List<Guid>> LogEvidence(string applicant)
    {
        guide.Chapter("She logs what the board asks for");
        await LogPapers(applicant);

        var missing = await guide.Get("progress?board=ncc-ap&credentialType=NCPRSS", applicant, Open);
        TourGuide.Expect(!missing.GetProperty("evaluation").GetProperty("isMet").GetBoolean(), "200 hours of practice are still missing");
        var everywhere = await guide.Get("me/eligibility", applicant, a => $"{a.GetProperty("credentials").GetArrayLength()} credentials are open; the nearest is {Text(a.GetProperty("credentials")[0], "credentialType")}");
        TourGuide.Expect(everywhere.GetProperty("credentials").GetArrayLength() > 10, "she sees where she stands at every board");
        foreach (var state in (string[])["CA", "NC", "NY"])
        {
            var there = await guide.Get($"me/eligibility?state={state}", applicant, a => $"{Text(Own(a, state), "credentialType")} lacks {Own(a, state).GetProperty("missingMinutes").GetInt32() / 60} hours: {string.Join("; ", Own(a, state).GetProperty("missing").EnumerateArray().Select(m => Text(m, "label")))}");
            TourGuide.Expect(Own(there, state).GetProperty("missing").GetArrayLength() > 0, "she sees what is missing in a state");
        }

        static JsonElement Own(JsonElement eligibility, string state) => eligibility.GetProperty("credentials").EnumerateArray().First(c => c.GetProperty("state").GetString() == state);


        return Kept(await ImportPractice(applicant, days: 20, minutes: 600, "sam.supervisor@example.test"));
    }

    private async Task HaveItAttested(string applicant, List<Guid> entries)
    {
        guide.Chapter("Her supervisor confirms the hours through one-time links, without an account");
        foreach (var entry in entries)
        {
            await guide.Post($"evidence/{entry}/attestation-requests", new { role = "Supervisor" }, applicant, 201, a => Text(a, "state"));
        }

        await DeliverMail();
        var tokens = TokensFor("sam.supervisor@example.test").ToList();
        foreach (var token in tokens)
        {
            await guide.Post("attestations/view", new { token }, null, 200, a => $"{Text(a, "applicantName")}, {Text(a, "occurredOn")}, {a.GetProperty("claimedMinutes")} minutes");
            await guide.Post("attestations/answer", new { token, answer = "Confirmed" }, null, 200, a => Text(a, "answer"));
        }

        guide.Chapter("A used link is good for nothing");
        await guide.Post("attestations/view", new { token = tokens[0] }, null, 409, a => Text(a, "code"));
        await guide.Post("attestations/answer", new { token = tokens[0], answer = "Declined", reason = "A second thought." }, null, 409, a => Text(a, "code"));
    }

    private async Task<string> Apply(string applicant)
    {
        guide.Chapter("She applies");
        var begun = await guide.Post("applications", new { board = "ncc-ap", credentialType = "NCPRSS" }, applicant, 201, a => Text(a, "state"));
        var id = begun.GetProperty("id").GetString()!;
        var progress = await guide.Get($"applications/{id}/progress", applicant, Open);
        TourGuide.Expect(progress.GetProperty("evaluation").GetProperty("isMet").GetBoolean(), "nothing is missing now");
        await Submit(id, applicant, Version(begun));
        return id;
    }

    private async Task Review(string id)
    {
        guide.Chapter("A reviewer of the board judges each entry");
        var reviewer = await SignIn("reviewer@example.test", DemoAccounts.Password);
        await guide.Get("boards/ncc-ap/applications?state=Submitted", reviewer, a => $"{a.GetProperty("applications").GetArrayLength()} in the queue");
        var file = await guide.Get($"applications/{id}", reviewer, a => Text(a, "state"));
        var opened = await guide.Post($"applications/{id}/review", null, reviewer, 200, a => Text(a, "state"), Version(file));
        var items = await guide.Get($"applications/{id}/items?limit=100", reviewer, a => $"{a.GetProperty("items").GetArrayLength()} entries");
        foreach (var item in items.GetProperty("items").EnumerateArray())
        {
            await guide.Put($"applications/{id}/items/{Text(item, "id")}/judgement", new { verdict = "Accept" }, reviewer, 200, a => $"{Text(a, "state")}, {a.GetProperty("acceptedMinutes")} minutes", Version(item));
        }

        var judged = await guide.Get($"applications/{id}/progress?basis=Accepted", reviewer, Open);
        TourGuide.Expect(judged.GetProperty("evaluation").GetProperty("isMet").GetBoolean(), "every requirement is met by what the board accepted");
        var recommended = await guide.Post($"applications/{id}/recommendation", new { advice = "Approve", note = "Complete and genuine." }, reviewer, 200, a => Text(a, "state"), Version(opened));
        await guide.Post($"applications/{id}/approval", new { }, reviewer, 403, a => Text(a, "code"), Version(recommended));
    }

    private async Task<string> Decide(string id)
    {
        guide.Chapter("Somebody else decides; the credential is issued");
        var officer = await SignIn("officer@example.test", DemoAccounts.Password);
        var file = await guide.Get($"applications/{id}", officer, a => Text(a, "state"));
        var approved = await guide.Post($"applications/{id}/approval", new { note = "Welcome." }, officer, 201, a => $"number {Text(a, "credentialNumber")}", Version(file));
        return Text(approved, "credentialNumber");
    }

    private async Task Verify(string number)
    {
        guide.Chapter("An employer verifies, for today and for a day before the award");
        await Stands(number, Today, "Active");
        await Stands(number, Today.AddDays(-1), "NotYetEffective");
        await guide.Get($"verifications/{Mistyped(number)}", null, a => Text(a, "code"), 400);
    }

    private async Task Act(string number)
    {
        guide.Chapter("The board suspends it for two weeks, then takes that back as if it had never been");
        var officer = await SignIn("officer@example.test", DemoAccounts.Password);
        var credential = await guide.Get($"credentials/{number}", officer, a => Text(a, "standing"));
        var suspended = await guide.Post($"credentials/{number}/acts/suspend", new { effectiveOn = Day(Today), untilOn = Day(Today.AddDays(13)), reason = "A complaint is looked into." }, officer, 200, a => $"act {a.GetProperty("sequence")}", Version(credential));
        await Stands(number, Today, "Suspended");
        await Stands(number, Today.AddDays(14), "Active");
        await guide.Post($"credentials/{number}/acts/vacate", new { sequence = suspended.GetProperty("sequence").GetInt32(), reason = "The complaint was about somebody else." }, officer, 200, a => $"act {a.GetProperty("sequence")}", Version(suspended));
        await Stands(number, Today, "Active");
    }

    private async Task PublishRules()
    {
        guide.Chapter("The board makes a rule for those who come back: two administrators publish it, and no program is changed");
        await MoveClock(Today.AddMonths(3));
        await guide.Post("boards/ncc-ap/staff/administrators", new { email = "officer@example.test" }, await SignIn("operator@example.test", DemoAccounts.Password), 201, a => Text(a, "role"));
        var versions = await guide.Get(Rules, null, a => $"{a.GetProperty("requirementSets").GetArrayLength()} versions");
        var inForce = await guide.Get($"{Rules}/2", null, a => $"version {a.GetProperty("version")} since {Text(a, "effectiveFrom")}");
        var document = JsonNode.Parse(inForce.GetProperty("document").GetRawText())!.AsObject();
        document["version"] = versions.GetProperty("requirementSets").EnumerateArray().Max(v => v.GetProperty("version").GetInt32()) + 1;
        document["effectiveFrom"] = Day(Today.AddMonths(3));
        document["renewal"]!["reinstatement"] = JsonNode.Parse("""
            {
              "id": "reinstatement", "label": "Reinstatement", "source": "naadac_renew", "until": { "months": 24 }, "feeCents": 8000,
              "root": { "element": "minutes", "id": "look-back", "label": "20 hours of training in the 24 months before", "source": "naadac_renew", "kind": "Training", "atLeast": "20h", "withinMonths": 24 }
            }
            """);
        var administrator = await SignIn("administrator@example.test", DemoAccounts.Password);
        var draft = await guide.Put($"{Rules}/draft", document, administrator, 201, a => Text(a, "state"));
        var proposed = await guide.Post($"{Rules}/draft/proposal", new { why = "The expired come back within two years." }, administrator, 200, a => Text(a, "state"), Version(draft));
        await guide.Post($"{Rules}/draft/publication", null, await SignIn("officer@example.test", DemoAccounts.Password), 201, a => $"version {a.GetProperty("requirementSet")}", Version(proposed));
    }

    private async Task Reinstate(string number)
    {
        guide.Chapter("Somebody let his credential lapse in March; by the new rule he is reinstated");
        var today = Today.AddMonths(3);
        await Stands(number, today, "Expired");
        var holder = await SignIn(DemoAccounts.Holder, DemoAccounts.Password);
        var owed = await guide.Get($"me/credentials/{number}/renewal", holder, a => $"{Text(a, "phase")}, {a.GetProperty("dueCents")} cents; {Text(a.GetProperty("evaluation").GetProperty("root"), "cure")}");
        TourGuide.Expect(Text(owed, "phase") == "Reinstatement", "he can be reinstated");
        await LogTraining(holder, today.AddDays(-10), 20);
        var id = await SendRenewal(number, holder, "Reinstatement");
        await Review(id);
        await Decide(id);
        await Stands(number, today, "Active");
        await Stands(number, today.AddDays(-1), "Expired");
    }

    private async Task Renew(string number)
    {
        guide.Chapter("Two years later she renews in time: the same number, the next period");
        var ends = await Ends(number);
        await MoveClock(ends.AddDays(-60));
        var applicant = await SignIn(Ana, AnasPassword);
        await guide.Get($"me/credentials/{number}/renewal", applicant, a => $"{Text(a, "phase")}, {a.GetProperty("dueCents")} cents; {Text(a.GetProperty("evaluation").GetProperty("root"), "cure")}");
        await LogTraining(applicant, ends.AddDays(-90), 40);
        var id = await SendRenewal(number, applicant, "Renewal");
        await Review(id);
        TourGuide.Expect(await Decide(id) == number, "the number stays");
        await Stands(number, ends, "Active");
        await Stands(number, ends.AddDays(1), "Active");
    }

    private async Task<string> SendRenewal(string number, string holder, string kind)
    {
        var begun = await guide.Post($"me/credentials/{number}/renewals", null, holder, 201, a => Text(a, "kind"));
        TourGuide.Expect(Text(begun, "kind") == kind, $"it is a {kind}");
        var id = Text(begun, "id");
        await Submit(id, holder, Version(begun));
        return id;
    }

    private Task LogTraining(string holder, DateOnly endsOn, int hours) =>
        guide.Post(
            "evidence",
            new { detail = new { kind = "Training", title = "Continuing education", provider = "Recovery Academy", startsOn = Day(endsOn.AddDays(-6)), endsOn = Day(endsOn), mode = "LiveOnline", topics = new[] { new { topic = "peer-recovery", minutes = hours * 60 } } } },
            holder,
            201,
            a => $"{Text(a, "kind")}, {a.GetProperty("claimedMinutes")} minutes claimed");

    private async Task Expire(string number)
    {
        guide.Chapter("Time passes again: it is flagged before it expires, lapses, and is still known");
        await MoveClock((await Ends(number)).AddDays(1));
        var ends = await Ends(number);
        await MoveClock(ends.AddDays(-30));
        var operators = await SignIn("operator@example.test", DemoAccounts.Password);
        await guide.Post("jobs/FlagExpiringCredentials/runs", new { }, operators, 200, a => $"{Text(a, "outcome")}, {a.GetProperty("count")} flags");
        await guide.Post("jobs/FlagExpiringCredentials/runs", new { }, operators, 200, a => $"{Text(a, "outcome")}, {a.GetProperty("count")} flags the second time");
        var reviewer = await SignIn("reviewer@example.test", DemoAccounts.Password);
        var flagged = await guide.Get("boards/ncc-ap/expiring", reviewer, a => $"{a.GetProperty("items").GetArrayLength()} flagged");
        TourGuide.Expect(flagged.GetProperty("items").EnumerateArray().Any(f => Text(f, "number") == number), "the credential is among the flagged ones");
        var holder = await SignIn(Ana, AnasPassword);
        await guide.Put("accounts/me/notices", new { language = "es", byEmail = false, onlyRequired = false }, holder, 200, a => $"in {Text(a, "language")}, in the inbox alone");
        await DeliverMail();
        var inbox = await guide.Get("inbox", holder, a => Text(a.GetProperty("messages")[0], "subject"));
        TourGuide.Expect(Text(inbox.GetProperty("messages")[0], "subject").StartsWith("Su credencial", StringComparison.Ordinal), "she is reminded in her language");
        await guide.Post("inbox/read", new { upToId = inbox.GetProperty("messages")[0].GetProperty("id").GetInt64() }, holder, 200, a => $"{a.GetProperty("markedMessages")} marked as read");
        await MoveClock(ends.AddDays(1));
        await Stands(number, ends, "Active");
        await Stands(number, ends.AddDays(1), "Expired");
    }

    /// <summary>The last day of the period that today is in.</summary>
    private async Task<DateOnly> Ends(string number) =>
        DateOnly.Parse(Text((await guide.Get($"verifications/{number}", null, a => $"good until {Text(a.GetProperty("period"), "endsOn")}")).GetProperty("period"), "endsOn"), CultureInfo.InvariantCulture);

    private async Task ReadHistory(string number, string application)
    {
        guide.Chapter("An auditor reads who did what, when, why");
        var auditor = await SignIn("auditor@example.test", DemoAccounts.Password);
        await guide.Get($"applications/{application}/history?limit=100", auditor, a => $"{a.GetProperty("entries").GetArrayLength()} entries");
        await guide.Get($"credentials/{number}/history", auditor, a => string.Join(", ", a.GetProperty("entries").EnumerateArray().Select(e => Text(e, "event"))));
        await guide.Get($"applications/{application}/decision/replay", auditor, a => $"the decision replays to the same result: {a.GetProperty("isIdentical")}");
    }
}
