using System.Globalization;
using System.Text;
using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Documents;
using PeerCertification.Api.Features.Applicants;
using PeerCertification.Api.Features.Applications;
using PeerCertification.Api.Features.Attestation;
using PeerCertification.Api.Features.Credentials;
using PeerCertification.Api.Features.Documents;
using PeerCertification.Api.Features.Evidence;
using PeerCertification.Api.Features.Fees;
using PeerCertification.Api.Features.Messages;
using PeerCertification.Api.Features.Renewals;
using PeerCertification.Api.Features.Review;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Operations.Demo;

/// <summary>Somebody who sends commands in the demonstration.</summary>
internal sealed record DemoActor(Guid AccountId, string Email, HeldRole[] Roles);

/// <summary>The reviewers and officers of the demonstration, by board.</summary>
internal sealed record DemoStaff(IReadOnlyDictionary<(string Board, Role Role), DemoActor> Members, string PasswordHash)
{
    internal static async Task<DemoStaff> Read(IServiceProvider services, CancellationToken stop)
    {
        using var scope = services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryContext>();
        var held = await (from account in db.Users
                          join grant in db.Grants on account.Id equals grant.AccountId
                          join board in db.Boards on grant.BoardId equals board.Id
                          select new { account.Id, account.Email, account.PasswordHash, grant.Role, BoardId = board.Id, board.Code }).ToListAsync(stop);
        return new DemoStaff(held.ToDictionary(h => (h.Code, h.Role), h => new DemoActor(h.Id, h.Email!, [new HeldRole(h.Role, h.BoardId)])), held[0].PasswordHash!);
    }
}

/// <summary>One generated person's way through the registry, by the registry's own commands.</summary>
internal sealed class DemoLife(IServiceProvider services, SandboxClock clock, DemoStaff staff, DemoPerson person, DateTimeOffset begins)
{
    /// <summary>Under which the history of the demonstration was written.</summary>
    internal const string Permission = "Demonstration";

    private const string SupervisorEmail = "supervisor@example.test";

    private DemoActor _self = null!;
    private DateTimeOffset _now = begins;
    private Guid _application;
    private int _version;
    private string _number = "";
    private DateOnly _endsOn;

    private DateOnly Today => DateOnly.FromDateTime(_now.UtcDateTime);

    internal async Task Register(CancellationToken stop)
    {
        LaterBy(0);
        using var scope = services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryContext>();
        var account = new Account { Id = Ids.New(clock), UserName = person.Email, Email = person.Email, EmailConfirmed = true, PasswordHash = staff.PasswordHash, RegisteredAtUtc = clock.UtcNow() };
        if (await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().CreateAsync(account) is { Succeeded: false })
        {
            throw new InvalidOperationException($"The account of {person.Email} was refused.");
        }

        db.Grants.Add(new Grant { Id = Ids.New(clock), AccountId = account.Id, Role = Role.Applicant, GrantedAtUtc = clock.UtcNow() });
        await db.SaveChangesAsync(stop);
        _self = new DemoActor(account.Id, person.Email, [new HeldRole(Role.Applicant, null)]);
    }

    internal async Task KeepRecord()
    {
        await Send(_self, new KeepRecord.Command(person.LegalName, null, EducationLevel.HighSchoolDiploma, null));
        await Send(_self, new KeepSensitiveRecord.Command(new SensitiveData(new DateOnly(1985, 4, 12), null, null, LivedExperience.OwnSubstanceUse, Today.AddYears(-4))));
    }

    /// <summary>A draft, a claim that was taken back, and links that were cancelled, sent, declined, opened and not sent yet.</summary>
    internal async Task LogSome()
    {
        await Send(_self, new OfferEvidence.Command(Training("ethics", 360), null, Draft: true));
        var kept = await ImportPractice(days: 5);
        await Send(_self, new WithdrawEvidence.Command(kept[0], new IfMatch(1)));
        var cancelled = await Ask(kept[1]);
        await Send(_self, new CancelAttestationRequest.Command(cancelled, new IfMatch(1)));
        await Ask(kept[1]);
        await Send(null, new DeliverOutbox.Command(AtMost: 100));
        await Ask(kept[2]);
        await Answer(AttestationAnswer.Declined, "I was not there that week.");
        await Ask(kept[3]);
        await Send(null, new ViewAttestation.Command(await NewestLink()));
        await Ask(kept[4]);
    }

    internal async Task LeaveLinkUnanswered() => await Ask((await ImportPractice(days: 1))[0]);

    internal async Task Begin()
    {
        var begun = await Send(_self, new BeginApplication.Command(person.Board, person.CredentialType));
        (_application, _version) = (begun.Id, begun.Version);
    }

    internal async Task LetDraftLie()
    {
        LaterBy(200);
        await Send(null, new ExpireAttestationRequests.Command(_now.UtcDateTime));
        await Send(null, new AbandonDrafts.Command(_now.UtcDateTime));
    }

    internal async Task Submit()
    {
        await KeepRecord();
        await LogEverything();
        await Begin();
        LaterBy(1);
        _version = (await Send(_self, new SubmitApplication.Command(_application, new IfMatch(_version)))).Version;
    }

    internal async Task BeginReview()
    {
        LaterBy(1);
        _version = (await Send(Reviewer, new BeginReview.Command(_application, new IfMatch(_version)))).Version;
    }

    internal Task JudgeOne() => Judge((_, i) => i == 0, new Judgement(Verdict.Accept));

    internal Task AcceptAll() => Judge((_, _) => true, new Judgement(Verdict.Accept));

    internal async Task RejectOne()
    {
        await Judge((_, i) => i == 0, new Judgement(Verdict.Reject, Reason: "The copy cannot be read."));
        await Judge((item, i) => i > 0 && item.ClaimedMinutes > 60, new Judgement(Verdict.AcceptInPart, 60, "Only one hour is shown by the papers."), most: 1);
    }

    internal async Task AskApplicant() =>
        _version = (await Send(Reviewer, new AskApplicant.Command(_application, WaitingReason.MoreEvidence, "Please send a copy of your diploma that can be read.", new IfMatch(_version)))).Version;

    internal async Task AskThirdParty() =>
        _version = (await Send(Reviewer, new AskThirdParty.Command(_application, WaitingReason.ExamResult, "The result of the exam was asked for.", new IfMatch(_version)))).Version;

    internal async Task Recommend() =>
        _version = (await Send(Reviewer, new RecommendDecision.Command(_application, person.Fate == Fate.Denied ? DecisionKind.Deny : DecisionKind.Approve, "Every entry was looked at.", new IfMatch(_version)))).Version;

    internal async Task Deny() =>
        await Send(Officer, new DenyApplication.Command(_application, [DenialGround.RequirementsNotMet], "What was accepted does not reach the hours.", new IfMatch(_version)));

    internal async Task Withdraw() => await Send(_self, new WithdrawApplication.Command(_application, "I am moving to another state.", new IfMatch(_version)));

    internal async Task BecomeCertified()
    {
        await Submit();
        await BeApproved();
    }

    internal async Task BeApproved()
    {
        await BeginReview();
        await AcceptAll();
        await Recommend();
        LaterBy(2);
        var approved = await Send(Officer, new ApproveApplication.Command(_application, null, new IfMatch(_version)));
        (_number, _endsOn) = (approved.CredentialNumber, approved.EndsOn);
    }

    /// <summary>Continuing education, and the renewal or reinstatement that it is for.</summary>
    internal async Task SendRenewal(int daysAfterEnd)
    {
        LaterBy(_endsOn.DayNumber + daysAfterEnd - Today.DayNumber);
        await Send(_self, new OfferEvidence.Command(DemoFile.ForRenewal(person.CredentialType, Today), null, Draft: false));
        var begun = await Send(_self, new BeginRenewal.Command(_number));
        (_application, _version) = (begun.Id, (await Send(_self, new SubmitApplication.Command(begun.Id, new IfMatch(begun.Version)))).Version);
    }

    /// <summary>What is owed for the last application comes in from outside, at once.</summary>
    internal async Task Pay()
    {
        using var scope = services.CreateScope();
        var owed = (await scope.ServiceProvider.GetRequiredService<FeeLedger>().Of(_application, CancellationToken.None)).OwedCents;
        if (owed > 0)
        {
            await Send(Officer, new PostPayment.Command(person.Board, _application, null, owed, Today, $"demonstration-{_application:N}"));
        }
    }

    internal Task Deactivate() => Act((seen, day) => new DeactivateCredential.Command(_number, seen, day, "At the holder's wish, for a year abroad."));

    internal Task Suspend(int days) => Act((seen, day) => new SuspendCredential.Command(_number, seen, day, day.AddDays(days - 1), "A complaint is looked into."));

    internal Task Revoke() => Act((seen, day) => new RevokeCredential.Command(_number, seen, day, "After a hearing."));

    internal Task Surrender() => Act((seen, day) => new SurrenderCredential.Command(_number, seen, day, "At the holder's wish."));

    internal Task RecordDeath() => Act((seen, day) => new RecordDeath.Command(_number, seen, day, "Told by the family."));

    private DemoActor Reviewer => staff.Members[(person.Board, Role.Reviewer)];

    private DemoActor Officer => staff.Members[(person.Board, Role.Officer)];

    private async Task Act<T>(Func<IfMatch, DateOnly, ICommand<T>> act) where T : notnull
    {
        LaterBy(60);
        await Send(Officer, act(new IfMatch(1), Today.AddDays(-1)));
    }

    private async Task LogEverything()
    {
        var wanted = DemoFile.For(person.CredentialType, Today);
        foreach (var detail in wanted.Entries)
        {
            var entry = await Send(_self, new OfferEvidence.Command(detail, detail is EvidenceDetail.Education ? await Diploma() : null, Draft: false));
            if (detail is EvidenceDetail.Supervision)
            {
                await Confirm(entry.Id);
            }
        }

        foreach (var entry in await ImportPractice(wanted.PracticeDays))
        {
            if (wanted.PracticeAttested)
            {
                await Confirm(entry);
            }
        }
    }

    private async Task<Guid> Diploma()
    {
        using var scope = services.CreateScope();
        using var content = new MemoryStream("%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"u8.ToArray());
        var (name, mediaType, sha256, bytes) = (await scope.ServiceProvider.GetRequiredService<DocumentIntake>().Receive(content, CancellationToken.None)).Value;
        return (await Send(_self, new UploadDocument.Command(Ids.New(clock), name, mediaType, sha256, bytes))).Id;
    }

    private async Task<List<Guid>> ImportPractice(int days)
    {
        var csv = new StringBuilder("day,practiceMinutes,role,domains,modality,setting,population,compensation,supervisorName,supervisorEmail,startsAt,endsAt,topic\n");
        for (var i = 0; i < days; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{Today.AddDays(-10 - (7 * i)):yyyy-MM-dd},1200,PeerCoach,Emotional;Instrumental,Individual,Recovery residence,,Paid,Sam Supervisor,{SupervisorEmail},,,{DemoFile.PracticeTopic(person.CredentialType)}\n");
        }

        var answer = await Send(_self, new ImportPractice.Command(csv.ToString()));
        return answer.RefusedRows == 0 ? [.. answer.Kept.Select(k => k.Id)] : throw new InvalidOperationException($"Rows were refused: {answer.Refused[0].Reason}");
    }

    private async Task Confirm(Guid entry)
    {
        await Ask(entry);
        await Answer(AttestationAnswer.Confirmed, null);
    }

    private async Task<Guid> Ask(Guid entry) =>
        (await Send(_self, new RequestAttestation.Command(entry, AttesterRole.Supervisor, null, null))).Id;

    private async Task Answer(AttestationAnswer answer, string? reason) => await Send(null, new AnswerAttestation.Command(await NewestLink(), answer, null, reason));

    /// <summary>What the attester got last.</summary>
    private async Task<string> NewestLink()
    {
        using var scope = services.CreateScope();
        var data = await scope.ServiceProvider.GetRequiredService<RegistryContext>().Outbox.Where(m => m.DataProtected != null).OrderByDescending(m => m.Id).Select(m => m.DataProtected).FirstAsync();
        return JsonDocument.Parse(scope.ServiceProvider.GetRequiredService<Outbox>().Open(data!)).RootElement.GetProperty("token").GetString()!;
    }

    private async Task Judge(Func<ApplicationItem, int, bool> which, Judgement judgement, int most = int.MaxValue)
    {
        using var scope = services.CreateScope();
        var items = await scope.ServiceProvider.GetRequiredService<RegistryContext>().ApplicationItems.AsNoTracking().Where(i => i.ApplicationId == _application).OrderBy(i => i.Id).ToListAsync();
        foreach (var item in items.Where(which).Take(most))
        {
            await Send(Reviewer, new JudgeItem.Command(_application, item.Id, judgement.Verdict, judgement.Minutes, judgement.Reason, new IfMatch(item.Version)));
        }
    }

    private sealed record Judgement(Verdict Verdict, int? Minutes = null, string? Reason = null);

    private static EvidenceDetail.Training Training(string topic, int minutes) =>
        new("Ethics for peers", "Recovery Academy", new DateOnly(2025, 5, 5), new DateOnly(2025, 5, 5), TrainingMode.LiveOnline, [new TopicMinutes(topic, minutes)]);

    private void LaterBy(int days)
    {
        _now = _now.AddDays(days);
        clock.MoveTo(_now);
    }

    private async Task<T> Send<T>(DemoActor? actor, IRequest<Outcome<T>> command) where T : notnull
    {
        using var scope = services.CreateScope();
        if (actor is not null)
        {
            scope.ServiceProvider.GetRequiredService<Caller>().Identify(actor.AccountId, actor.Email, actor.Roles, needsSecondFactor: false);
        }

        scope.ServiceProvider.GetRequiredService<CurrentAct>().Permission = Permission;
        var outcome = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command);
        return outcome.Refusal is { } refusal ? throw new InvalidOperationException($"{command.GetType().DeclaringType!.Name} for {person.Email} ({person.Fate}): {refusal.Code}: {refusal.Reason}") : outcome.Value;
    }
}
