using MediatR;
using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.Features.Boards;
using PeerCertification.Domain;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Pages;

/// <summary>One version of a credential's rules, said as they would be to somebody who has nothing yet, and what changed in it.</summary>
public sealed class RulesModel(IMediator mediator, PageWords words) : PublicPage(mediator)
{
    private static readonly Facts Nothing = new(FactBasis.Claimed, [], null, null);

    private static readonly string[] Asides = ["source", "notes", "unknown"];

    public string Board { get; private set; } = "";

    public string Type { get; private set; } = "";

    public IReadOnlyList<ListRequirementSets.Item> Versions { get; private set; } = [];

    public ViewRequirementSet.Response Shown { get; private set; } = null!;

    public RequirementSet Rules { get; private set; } = null!;

    public Finding Asked { get; private set; } = null!;

    /// <summary>What a renewal that is sent in time asks; null where the rules do not say.</summary>
    public Finding? AskedToRenew { get; private set; }

    public IReadOnlyList<ElementChange> Changes { get; private set; } = [];

    public async Task<IActionResult> OnGet(string board, string type, int? version)
    {
        (Board, Type) = (board, type);
        return await Show(new ListRequirementSets.Query(board, type), listed =>
        {
            Versions = listed.RequirementSets;
            return (version ?? Versions.OrderByDescending(v => v.IsInForceToday).ThenByDescending(v => v.Version).Select(v => (int?)v.Version).FirstOrDefault()) is { } number
                ? Show(new ViewRequirementSet.Query(board, type, number), ShowVersion)
                : Task.FromResult<IActionResult>(new RefusedPage(new Refusal("requirement_set.not_found", "No rules of this credential are published yet.")));
        });
    }

    /// <summary>What is asked otherwise; where the document's author read it, and what was noted beside it, changed nothing for anybody.</summary>
    private static List<ElementChange> OfRules(IReadOnlyList<ElementChange> changes) =>
    [
        .. changes.Select(change => change with { Members = [.. change.Members.Where(m => !Array.Exists(Asides, aside => m.Member.StartsWith(aside, StringComparison.OrdinalIgnoreCase)))] })
            .Where(change => change.Kind != ChangeKind.Changed || change.Members.Count > 0),
    ];

    private async Task<IActionResult> ShowVersion(ViewRequirementSet.Response shown)
    {
        Shown = shown;
        Rules = RequirementSetReader.Read(shown.Document.GetRawText()).Value;
        Asked = RequirementEvaluator.Evaluate(Rules, Nothing, shown.EffectiveFrom, words.Book).Root;
        AskedToRenew = Rules.Life.Renewal?.Root is { } root ? RequirementEvaluator.Evaluate(Rules with { Root = root }, Nothing, shown.EffectiveFrom, words.Book).Root : null;
        return Versions.Where(v => v.Version < shown.Version).MaxBy(v => v.Version) is { } before
            ? await Show(new CompareRequirementSets.Query(Board, Type, before.Version, shown.Version), compared => Changes = OfRules(compared.Changes))
            : Page();
    }
}
