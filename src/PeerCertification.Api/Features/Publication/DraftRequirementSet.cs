using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Api.Features.Publication;

/// <summary>A board administrator begins the next version of a credential's rules, or replaces what is in the making. A draft may still have problems; they are told.</summary>
public static class DraftRequirementSet
{
    public sealed record Command(string Board, string CredentialType, string Document, int? SeenVersion) : ICommand<Response>;

    /// <param name="Problems">By the id of the element, or under "document": what stands in the way of publishing it today.</param>
    public sealed record Response(Guid Id, RequirementSetState State, IReadOnlyDictionary<string, string[]> Problems, bool IsNew, int Version);

    internal sealed class Handler(RegistryContext db, BoardRules rules, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var type = await rules.Type(command.Board, command.CredentialType, Permission.PublishRequirementSets, cancellationToken);
            if ((type.Refusal ?? DocumentBounds.Refuse(command.Document)) is { } refusal)
            {
                return refusal;
            }

            var draft = await rules.InTheMaking(type.Value, cancellationToken);
            if (Precondition(command.SeenVersion, draft?.Version) is { } stale)
            {
                return stale;
            }

            draft = draft is null ? Begin(type.Value, command.Document) : Redraft(type.Value, draft, command.Document);
            var planned = PublicationRule.Plan(command.Document, await rules.Target(type.Value, cancellationToken));
            return new Response(draft.Id, draft.State, planned.Refusal?.Fields ?? new Dictionary<string, string[]>(), IsNew: draft.Version == 1, draft.Version);
        }

        private RequirementSetDraft Begin(CredentialType type, string document)
        {
            var draft = db.RequirementSetDrafts.Add(new RequirementSetDraft
            {
                Id = Ids.New(clock),
                CredentialTypeId = type.Id,
                State = RequirementSetState.Draft,
                Document = document,
                DraftedByAccountId = caller.RequiredAccountId,
                DraftedAtUtc = clock.UtcNow(),
                Version = 1,
            }).Entity;
            history.Record(RegistryEvent.RequirementSetDrafted, new About(type.BoardId, SubjectId: draft.Id), after: Told(type, draft));
            return draft;
        }

        private RequirementSetDraft Redraft(CredentialType type, RequirementSetDraft draft, string document)
        {
            var before = Told(type, draft);
            draft.State = RequirementSetLifecycle.Table.Decide(draft.State, RequirementSetAct.Redraft).Value;
            (draft.Document, draft.DraftedByAccountId, draft.DraftedAtUtc) = (document, caller.RequiredAccountId, clock.UtcNow());
            (draft.ProposedByAccountId, draft.Moves, draft.MovesReceivedFromOn) = (null, MovedApplications.None, null);
            draft.Version++;
            history.Record(RegistryEvent.RequirementSetRedrafted, new About(type.BoardId, SubjectId: draft.Id), before: before, after: Told(type, draft));
            return draft;
        }

        /// <summary>The first writing needs no version; every later one must name the version that it replaces.</summary>
        private static Refusal? Precondition(int? seen, int? current) => (seen, current) switch
        {
            (null, null) => null,
            (null, _) => new Refusal("precondition.missing", "A version is in the making: read it, and send its ETag in If-Match."),
            ({ } version, _) => new IfMatch(version).Against(current ?? 0),
        };

        private static object Told(CredentialType type, RequirementSetDraft draft) => new { CredentialType = type.Code, draft.State, Sha256 = RequirementSetVersion.HashOf(draft.Document) };
    }

    internal static async Task<IResult> Endpoint(string board, string type, HttpRequest http, IMediator mediator, CancellationToken cancellationToken)
    {
        var document = await Utf8Body.Read(http, DocumentBounds.MostBytes, cancellationToken);
        return document.Refusal is { } refusal
            ? ProblemCatalog.ToResult(refusal)
            : (await mediator.Send(new Command(board, type, document.Value, IfMatch.Parse(http)), cancellationToken))
                .ToHttp(kept => kept.IsNew ? Answers.Created(http.Path, kept, kept.Version) : Answers.Ok(kept, kept.Version));
    }
}
