using FluentValidation;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Features.Verification;

/// <summary>Whether the holder of a credential may do something in a state on a day: yes, no or cannot say, with every reason.</summary>
/// <param name="State">Two capital letters: where the service is given.</param>
/// <param name="Purpose">A code that boards' rules know, in capitals.</param>
public sealed record AssessmentAnswer(
    string Number,
    string CredentialType,
    VerificationAnswer.BoardNamed Board,
    string State,
    DateOnly ServiceDate,
    string Purpose,
    ScopeSays Says,
    IReadOnlyList<AssessmentReason> Reasons,
    DateTime AnsweredAtUtc,
    string Registry);

/// <summary>What is asked of whoever asks for an assessment, in every form in which it is given.</summary>
public interface IAssessmentQuestion
{
    string State { get; }

    string Purpose { get; }
}

internal sealed class AssessmentQuestionValidator : AbstractValidator<IAssessmentQuestion>
{
    public AssessmentQuestionValidator()
    {
        RuleFor(q => q.State).IsState();
        RuleFor(q => q.Purpose).NotEmpty().IsPlainText(40);
    }
}

/// <summary>
/// Assesses what a credential is good for, for everybody who asks and in every form in which the answer is given. The registry records no employers, so
/// what a board's rules make hang on them cannot be said.
/// </summary>
public sealed class AssessmentDesk(PublicRegister register, TimeProvider clock, RegistrySettings registry)
{
    public async Task<Outcome<AssessmentAnswer>> Answer(string asked, string state, DateOnly serviceDate, string purpose, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var number = CredentialNumber.Read(asked);
        if ((number.Refusal ?? VerificationReach.Refuse(serviceDate, now, now, "serviceDate")) is { } refusal)
        {
            return refusal;
        }

        if (await register.Find(number.Value, cancellationToken) is not { } found || CredentialTimeline.On(serviceDate, found.Acts, now) is not { } standing)
        {
            return new Refusal("credential.not_found", "The number is well formed, but no credential of this registry has it.");
        }

        var board = found.Type.Board;
        var question = new PurposeQuestion(
            purpose.Trim().ToUpperInvariant(),
            state.ToUpperInvariant(),
            serviceDate,
            clock.TodayAt(board.Zone),
            board.State,
            board.Hold,
            standing,
            found.Type.RulesOn(serviceDate, now),
            [.. found.Restrictions.Where(r => r.Term.HoldsOn(serviceDate, now)).Select(r => r.Text)]);
        var assessed = PurposeAssessment.Of(question, HolderFacts.Of(found, question.Rules, serviceDate, now));
        return new AssessmentAnswer(found.Number, found.Type.Code, new(board.Code, board.Name), question.State, question.ServiceOn, question.Purpose, assessed.Says, assessed.Reasons, now, registry.Name);
    }
}
