using FluentValidation;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Features.Eligibility;

/// <summary>Somebody sees where she stands everywhere: what she has logged, held against every credential that takes applications today, the nearest first.</summary>
public static class ViewEligibility
{
    public sealed record Query(string? State) : IQuery<Response>;

    public sealed record Response(string? State, IReadOnlyList<Item> Credentials);

    /// <param name="State">Of the board: two letters, or US for one that certifies in every state.</param>
    /// <param name="MissingThings">Documents, exams, references and the like, and what only time can bring.</param>
    /// <param name="Missing">What to do, in the order of the rules; where they leave a choice, the nearest way.</param>
    public sealed record Item(string Board, string BoardName, string? State, string CredentialType, string PublicTitle, int RequirementSet, bool IsMet, int MissingMinutes, int MissingThings, IReadOnlyList<MissingPart> Missing);

    /// <param name="CuredOn">The first day on which waiting alone cures it, or null where waiting does not.</param>
    public sealed record MissingPart(string Id, string Label, int Have, int Need, FindingUnit Unit, string? Cure, DateOnly? CuredOn);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.State).Matches("^[A-Z]{2}$").WithMessage("A state is two capital letters, such as NY.");
    }

    internal sealed class Handler(RegistryContext db, Caller caller, RequirementSets sets, FileFacts files, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.OwnApplicantId(caller, cancellationToken) is not { } applicantId)
            {
                return OwnRecord.Missing();
            }

            var boards = query.State is null ? db.Boards : db.Boards.Where(b => b.State == query.State || b.State == Board.Everywhere);
            var facts = await files.OfApplicant(applicantId, FactBasis.Claimed, "To say where the entries carry, at every board", cancellationToken);
            var file = FileContents.Of(facts);
            var open = await sets.OpenToApplications(boards, board => clock.TodayAt(board.Zone), file, cancellationToken);
            var items = open.Select(type => (Type: type, Missing: Nearness.Of(RequirementEvaluator.Evaluate(type.Rules, file, clock.TodayAt(type.Board.Zone), outlook: Outlook.Person).Root))).ToList();
            items.Sort((one, other) => Nearness.Compare((one.Missing, Code(one.Type)), (other.Missing, Code(other.Type))));
            return new Response(query.State, items.ConvertAll(item => Told(item.Type, item.Missing)));
        }

        /// <summary>The abbreviation first: it is what people look for. The same one may be at two boards.</summary>
        private static string Code(OpenType type) => $"{type.Code} {type.Board.Code}";

        private static Item Told(OpenType type, Shortfall missing) => new(
            type.Board.Code,
            type.Board.Name,
            type.Board.State,
            type.Code,
            type.PublicTitle,
            type.Number,
            IsMet: missing == Shortfall.None,
            missing.Minutes,
            missing.Others,
            [.. missing.Of.Select(f => new MissingPart(f.Id, f.Label, f.Have, f.Need, f.Unit, f.Cure, f.CuredOn))]);
    }

    internal static async Task<IResult> Endpoint(IMediator mediator, CancellationToken cancellationToken, string? state = null) =>
        (await mediator.Send(new Query(state), cancellationToken)).ToHttp(Results.Ok);
}
