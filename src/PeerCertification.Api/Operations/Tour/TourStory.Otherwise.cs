using System.Text.Json;
using PeerCertification.Api.Operations.Demo;

namespace PeerCertification.Api.Operations.Tour;

/// <summary>What does not go straight: a forgotten password, links that are not answered as hoped, a file that is denied, and every other act on a credential.</summary>
internal sealed partial class TourStory
{
    private const string Ben = "ben@example.test";

    private const string BensPassword = "keep coming back, it works";

    private const string BensSupervisor = "kim.supervisor@example.test";

    private static readonly string[] TooLittle = ["RequirementsNotMet"];

    private async Task ForgetPassword()
    {
        guide.Chapter("Somebody else registers, forgets his password, and puts an authenticator app on his account");
        const string forgotten = "a password that nobody recalls";
        await Register(Ben, forgotten);
        await guide.Post("accounts/forgotten-password", new { email = Ben }, null, 202);
        await DeliverMail();
        await guide.Post("accounts/reset-password", new { email = Ben, token = TokensFor(Ben).Last(), password = BensPassword }, null, 204);
        await guide.Post("accounts/sign-in", new { email = Ben, password = forgotten }, null, 401, Code);
        var ben = await SignIn(Ben, BensPassword);
        var begun = await guide.Post("accounts/me/second-factor", null, ben, 200, _ => "a key for the app");
        var confirmed = await guide.Post("accounts/me/second-factor/confirm", new { code = AppCode(Text(begun, "key")) }, ben, 200, a => $"{a.GetProperty("recoveryCodes").GetArrayLength()} recovery codes");
        await guide.Post("accounts/sign-in", new { email = Ben, password = BensPassword }, null, 401, Code);
        var codes = confirmed.GetProperty("recoveryCodes").EnumerateArray().Select(c => c.GetString()).ToList();
        var again = await guide.Post("accounts/sign-in", new { email = Ben, password = BensPassword, code = codes[0] }, null, 200, _ => "by a recovery code");
        await guide.Post("accounts/me/second-factor/remove", new { code = codes[1] }, Text(again, "accessToken"), 204);
    }

    private async Task GoOtherwise()
    {
        var ben = await SignIn(Ben, BensPassword);
        await guide.Put("applicants/me", new { legalName = "Ben Ode", educationLevel = "HighSchoolDiploma" }, ben, 201, a => Text(a, "legalName"));
        await guide.Put("applicants/me/sensitive", new { birthDate = "1979-11-02", livedExperience = "OwnSubstanceUse", recoverySince = "2018-03-01" }, ben, 200, a => $"changed: {a.GetProperty("changed")}");
        await LogPapers(ben);
        await AskAround(ben, Kept(await ImportPractice(ben, days: 12, minutes: 1200, BensSupervisor)));
        var id = await ApplyAgain(ben);
        await AnswerQuestions(id, ben);
        await KeepAway(id);
        await Deny(id, ben);
        await Withdraw(ben);
    }

    private async Task AskAround(string applicant, List<Guid> entries)
    {
        guide.Chapter("Of his links one is cancelled, one sent again, one answered with fewer minutes, and one declined");
        var cancelled = await Ask(entries[0]);
        await guide.Post($"attestation-requests/{cancelled}/cancel", null, applicant, 200, a => Text(a, "state"), version: 1);
        var resent = await Ask(entries[0]);
        await DeliverMail();
        var lost = TokensFor(BensSupervisor).Last();
        var seen = await guide.Get($"attestation-requests/{resent}", applicant, a => Text(a, "state"));
        await guide.Post($"attestation-requests/{resent}/resend", null, applicant, 200, a => Text(a, "state"), Version(seen));
        await DeliverMail();
        await guide.Post("attestations/view", new { token = lost }, null, 404, Code);
        await guide.Post("attestations/answer", new { token = TokensFor(BensSupervisor).Last(), answer = "Corrected", minutes = 1080, reason = "He left two hours early." }, null, 200, a => $"{Text(a, "answer")}, {a.GetProperty("attestedMinutes")} minutes");
        await Ask(entries[1]);
        await DeliverMail();
        await guide.Post("attestations/answer", new { token = TokensFor(BensSupervisor).Last(), answer = "Declined", reason = "The house was closed that day." }, null, 200, a => Text(a, "answer"));

        var before = TokensFor(BensSupervisor).Count();
        foreach (var entry in entries[2..])
        {
            await Ask(entry);
        }

        await DeliverMail();
        foreach (var token in TokensFor(BensSupervisor).Skip(before).ToList())
        {
            await guide.Post("attestations/answer", new { token, answer = "Confirmed" }, null, 200, a => Text(a, "answer"));
        }

        async Task<string> Ask(Guid entry) =>
            Text(await guide.Post($"evidence/{entry}/attestation-requests", new { role = "Supervisor" }, applicant, 201, a => Text(a, "state")), "id");
    }

    private async Task<string> ApplyAgain(string applicant)
    {
        var begun = await guide.Post("applications", new { board = "ncc-ap", credentialType = "NCPRSS" }, applicant, 201, a => Text(a, "state"));
        await Submit(Text(begun, "id"), applicant, Version(begun));
        return Text(begun, "id");
    }

    private async Task AnswerQuestions(string id, string applicant)
    {
        guide.Chapter("The board asks him something, then somebody else: why the file waits stands beside its state");
        var reviewer = await SignIn("reviewer@example.test", DemoAccounts.Password);
        var file = await guide.Get($"applications/{id}", reviewer, a => Text(a, "state"));
        var opened = await guide.Post($"applications/{id}/review", null, reviewer, 200, a => Text(a, "state"), Version(file));
        var asked = await guide.Post($"applications/{id}/questions", new { waitingReason = "Clarification", message = "Which house was it on 6 September?" }, reviewer, 200, a => $"{Text(a, "state")}, {Text(a, "waitingReason")}", Version(opened));
        var waits = await guide.Get($"applications/{id}", applicant, a => $"{Text(a, "state")}, {Text(a, "waitingReason")}");
        TourGuide.Expect(Text(waits, "waitingReason") == "Clarification", "he is told what the file waits for");
        var answered = await guide.Post($"applications/{id}/answers", new { answer = "Serenity House." }, applicant, 200, a => Text(a, "state"), Version(asked));
        var third = await guide.Post($"applications/{id}/third-party-requests", new { waitingReason = "ExamResult", note = "Asked the testing company." }, reviewer, 200, a => $"{Text(a, "state")}, {Text(a, "waitingReason")}", Version(answered));
        await guide.Post($"applications/{id}/third-party-answers", new { note = "Passed, as he says." }, reviewer, 200, a => Text(a, "state"), Version(third));
    }

    private async Task KeepAway(string id)
    {
        guide.Chapter("A member of the staff knows him, says so, and sees the file no more");
        var administrator = await SignIn("administrator@example.test", DemoAccounts.Password);
        await guide.Get($"applications/{id}", administrator, a => Text(a, "state"));
        await guide.Post($"applications/{id}/conflicts", new { reason = "He is my brother-in-law." }, administrator, 200);
        await guide.Get($"applications/{id}/items", administrator, Code, 403);
    }

    private async Task Deny(string id, string applicant)
    {
        guide.Chapter("An entry is rejected and one accepted in part; too little is left, and the file is denied with its grounds");
        var reviewer = await SignIn("reviewer@example.test", DemoAccounts.Password);
        var items = (await guide.Get($"applications/{id}/items?limit=100", reviewer, a => $"{a.GetProperty("items").GetArrayLength()} entries")).GetProperty("items").EnumerateArray().ToList();
        foreach (var item in items)
        {
            var isPractice = Text(item.GetProperty("detail"), "kind") == "Practice";
            object judgement = (isPractice, item.GetProperty("claimedMinutes").GetInt32(), Attested(item)) switch
            {
                (true, _, 0) => new { verdict = "Reject", reason = "The supervisor declined it." },
                (true, var claimed, var attested) when attested < claimed => new { verdict = "AcceptInPart", minutes = 60, reason = "One hour is shown by the roster of the house." },
                (false, 360, _) => new { verdict = "Reject", reason = "The academy has no such course." },
                _ => new { verdict = "Accept" },
            };
            await guide.Put($"applications/{id}/items/{Text(item, "id")}/judgement", judgement, reviewer, 200, a => $"{Text(a, "state")}, {a.GetProperty("acceptedMinutes")} minutes", Version(item));
        }

        var judged = await guide.Get($"applications/{id}/progress?basis=Accepted", reviewer, Open);
        TourGuide.Expect(!judged.GetProperty("evaluation").GetProperty("isMet").GetBoolean(), "what was accepted is too little");
        var file = await guide.Get($"applications/{id}", reviewer, a => Text(a, "state"));
        var recommended = await guide.Post($"applications/{id}/recommendation", new { advice = "Deny", note = "Too few hours are shown." }, reviewer, 200, a => $"{Text(a, "state")}, {Text(a, "advice")}", Version(file));
        var officer = await SignIn("officer@example.test", DemoAccounts.Password);
        await guide.Post($"applications/{id}/approval", new { }, officer, 422, Code, Version(recommended));
        await guide.Post($"applications/{id}/denial", new { grounds = TooLittle, note = "What was accepted does not reach 200 hours." }, officer, 201, a => Text(a, "state"), Version(recommended));
        var decision = await guide.Get($"applications/{id}/decision", applicant, a => $"{Text(a.GetProperty("grounds")[0], "code")}; {Text(a, "reconsideration")}");
        TourGuide.Expect(Text(decision, "kind") == "Deny", "he reads the decision and how to ask for reconsideration");

        static int? Attested(JsonElement item) => item.GetProperty("attestedMinutes") is { ValueKind: JsonValueKind.Number } minutes ? minutes.GetInt32() : null;
    }

    private async Task Withdraw(string applicant)
    {
        guide.Chapter("He applies once more, and takes it back");
        var id = await ApplyAgain(applicant);
        var file = await guide.Get($"applications/{id}", applicant, a => Text(a, "state"));
        await guide.Post($"applications/{id}/withdrawal", new { reason = "I shall log more hours first." }, applicant, 200, a => Text(a, "state"), Version(file));
    }

    private async Task ActOtherwise(string number)
    {
        guide.Chapter("Every other act of a board, each with what everybody is told then");
        var officer = await SignIn("officer@example.test", DemoAccounts.Password);
        await Act("suspend", "Suspended");
        await Act("lift-suspension", "Active");
        await Act("deactivate", "Inactive");
        await Act("reactivate", "Active");
        await Vacate(await Act("revoke", "Revoked"));
        await Vacate(await Act("surrender", "Surrendered"));

        guide.Chapter("A restriction is made public, and ended");
        var imposed = await guide.Post($"credentials/{number}/restrictions", new { text = "Practises under supervision.", isPublic = true, fromOn = Day(Today.AddDays(-1)), reason = "Consent order 2026-9." }, officer, 201, version: await Seen());
        await Told("Practises under supervision.");
        await guide.Post($"credentials/{number}/restrictions/{Text(imposed, "id")}/end", new { endedOn = Day(Today.AddDays(-1)), reason = "Imposed on the wrong person." }, officer, 200, version: Version(imposed));
        await Told();

        async Task<JsonElement> Act(string act, string standing)
        {
            var done = await guide.Post($"credentials/{number}/acts/{act}", new { effectiveOn = Day(Today), reason = "Order 2026-17." }, officer, 200, a => $"act {a.GetProperty("sequence")}", await Seen());
            await Stands(number, Today, standing);
            return done;
        }

        async Task Vacate(JsonElement act)
        {
            await guide.Post($"credentials/{number}/acts/vacate", new { sequence = act.GetProperty("sequence").GetInt32(), reason = "Set aside on appeal." }, officer, 200, a => $"act {a.GetProperty("sequence")}", Version(act));
            await Stands(number, Today, "Active");
        }

        async Task<int> Seen() => Version(await guide.Get($"credentials/{number}", officer, a => Text(a, "standing")));

        async Task Told(params string[] restrictions)
        {
            var answer = await guide.Get($"verifications/{number}?on={Day(Today)}", null, a => $"{a.GetProperty("restrictions").GetArrayLength()} restrictions");
            TourGuide.Expect(answer.GetProperty("restrictions").EnumerateArray().Select(r => Text(r, "text")).SequenceEqual(restrictions), $"{number} shows {restrictions.Length} restrictions");
        }
    }

    private static string Code(JsonElement problem) => Text(problem, "code");
}
