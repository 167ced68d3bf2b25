using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PeerCertification.Api.Features.RosterFiles;
using PeerCertification.Api.Operations;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Pages;

/// <summary>Where the form with a roster file is sent, as often in a minute as a roster may be asked for. Where it is refused, the list and the form are shown again.</summary>
[PageFor(Permission.VerifyRosters)]
[EnableRateLimiting(RequestLimits.RosterForm)]
[TakesFile(RosterFileRules.LongestBytes)]
public sealed class SendRosterFileModel(IMediator mediator) : RosterFilesPage(mediator)
{
    public IActionResult OnGet(Guid organisationId) => LocalRedirect(AddressOf(organisationId) + Request.QueryString);

    public Task<IActionResult> OnPost(Guid organisationId, IsoDay? on, string? purpose)
    {
        (On, Purpose) = (on?.Value, purpose);
        return Do(
            () => Send(new RosterFileReception.Asked(organisationId, On, null, purpose)),
            file => GoOn($"{AddressOf(organisationId)}/{file.Id}", "file-taken"),
            () => List(organisationId, null));
    }

    private async Task<Outcome<RosterFileProgress>> Send(RosterFileReception.Asked asked)
    {
        var words = HttpContext.RequestServices.GetRequiredService<PageWords>();
        if (SentFile.Of(HttpContext) is not { } file)
        {
            return About("file", new("request.invalid", words["Choose a file."]));
        }

        // What is refused of the file has no other name in the API, where it is the whole request.
        var taken = await HttpContext.RequestServices.GetRequiredService<RosterFileReception>().Take(asked, file, null, HttpContext.RequestAborted);
        var why = taken.Refusal is not { Fields: null } refused ? null : refused.Code switch
        {
            "request.invalid" => words["The file has no row under its first."],
            "request.malformed" => words["The first row of the file is not the word number. From a spreadsheet, save the list as CSV (UTF-8)."],
            "request.too_large" => words["The file is larger than 32 MB. Send it in parts."],
            "roster_file.too_many_rows" => words["The file has more than 1,000,000 rows. Send it in parts."],
            _ => null,
        };
        return why is null ? taken : About("file", taken.Refusal! with { Reason = why });
    }
}
