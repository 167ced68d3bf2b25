using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Pages;

/// <summary>A page that sends the messages of the API and shows the answers. It knows no rule and reads no database.</summary>
public abstract class PublicPage(IMediator mediator) : PageModel
{
    /// <summary>Nothing is loaded but the style and the images of this registry, and forms are sent nowhere else.</summary>
    internal const string ContentPolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly string[] CannotBeRead = ["This cannot be read. Choose or write it again."];

    /// <summary>Why what a form asked for was not done; the page says it above everything else.</summary>
    public Refusal? Wrong { get; protected set; }

    protected IMediator Mediator => mediator;

    /// <summary>Why what was written in this field could not be accepted; null where it was not.</summary>
    public string? Why(string field) => Wrong?.Fields?.Where(f => FieldOf(f.Key) == field).Select(f => string.Join(' ', f.Value)).FirstOrDefault();

    /// <summary>For <c>aria-describedby</c>: the ids of what is said of a field.</summary>
    public string? Described(string field, bool hasHint = false) =>
        string.Join(' ', new[] { Why(field) is null ? null : $"{field}-why", hasHint ? $"{field}-hint" : null }.OfType<string>()) is { Length: > 0 } ids ? ids : null;

    /// <summary>For <c>aria-invalid</c>: whether it was this field that could not be accepted; null where it was not.</summary>
    public string? IsWrong(string field) => Wrong?.Fields?.Keys.Any(key => FieldOf(key) == field) is true ? "true" : null;

    /// <summary>The field of a form that a refusal means: <c>people[3].number</c> is in <c>people</c>.</summary>
    internal static string FieldOf(string key) => key.Split('.', '[')[0];

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        HttpContext.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        if (context.HandlerMethod is null)
        {
            context.Result = new RefusedPage(NoHandler(context.ActionDescriptor));
            return;
        }

        if (Request.HasFormContentType && Request.Form["once"] is [{ Length: > 0 } once])
        {
            HttpContext.RequestServices.GetRequiredService<CurrentAct>().IdempotencyKey = once;
        }
    }

    /// <summary>What the message is answered with is shown, and a refusal as a page with the status of the refusal.</summary>
    protected async Task<IActionResult> Show<T>(IRequest<Outcome<T>> message, Func<T, Task<IActionResult>> show) where T : notnull
    {
        var answer = await mediator.Send(message, HttpContext.RequestAborted);
        return answer.Refusal is { } refusal ? new RefusedPage(refusal) : await show(answer.Value);
    }

    protected Task<IActionResult> Show<T>(IRequest<Outcome<T>> message, Action<T> show) where T : notnull => Show(message, answer =>
    {
        show(answer);
        return Task.FromResult<IActionResult>(Page());
    });

    /// <summary>The same of a question about credentials, which is written down where somebody known asks it.</summary>
    protected async Task<IActionResult> ShowLookup<T>(IRequest<Outcome<T>> message, LookupWay way, string number, Func<T, IReadOnlyList<LookedUp>> asked, Func<T, Task<IActionResult>> show) where T : notnull
    {
        var answer = await mediator.Send(message, HttpContext.RequestAborted);
        return (await LookupLog.Note(HttpContext, answer, way, number, asked, HttpContext.RequestAborted) ?? answer.Refusal) is { } refusal ? new RefusedPage(refusal) : await show(answer.Value);
    }

    /// <summary>Writes down that a member looked at these for the organisation.</summary>
    protected Task NoteRoster(Guid organisationId, IEnumerable<VerificationAnswer> seen)
    {
        var log = HttpContext.RequestServices.GetRequiredService<LookupLog>();
        return log.Note(log.AsksFor(organisationId, null).Value, LookupWay.Roster, seen.Select(LookedUp.Of), null, HttpContext.RequestAborted);
    }

    /// <summary>
    /// What a form asks for is done; where it is refused, the form is shown again and says why, with the status of the refusal. Nothing is done
    /// where a field cannot be read: it would be taken for one that was left out.
    /// </summary>
    protected async Task<IActionResult> Do<T>(IRequest<Outcome<T>> message, Func<T, Task<IActionResult>> done, Func<Task<IActionResult>> again) where T : notnull
    {
        if (UnreadableFields() is { Count: > 0 } fields)
        {
            ModelState.Clear(); // it is refused with this, and no longer looked at
            return await Again(new("request.invalid", "A field cannot be read.") { Fields = fields }, again);
        }

        var answer = await mediator.Send(message, HttpContext.RequestAborted);
        return answer.Refusal is { } refusal ? await Again(refusal, again) : await done(answer.Value);
    }

    /// <summary>A refusal that is about one field, and is said there.</summary>
    protected static Refusal About(string field, Refusal refusal) => refusal with { Fields = new Dictionary<string, string[]> { [field] = [refusal.Reason] } };

    protected async Task<IActionResult> Again(Refusal refusal, Func<Task<IActionResult>> again)
    {
        Wrong = refusal;
        var shown = await again();
        if (shown is PageResult page)
        {
            page.StatusCode = ProblemCatalog.Entries[refusal.Code].Status;
        }

        return shown;
    }

    /// <summary>Goes on to a page, which tells what was done by its word.</summary>
    protected Task<IActionResult> GoOn(string address, string did) => Task.FromResult<IActionResult>(LocalRedirect($"{address}?did={did}"));

    /// <summary>Routing lets through only what opens a page and what sends a form: this page has none, or not this one.</summary>
    private Refusal NoHandler(CompiledPageActionDescriptor page)
    {
        if (page.HandlerMethods.Any(handler => HttpMethods.IsPost(handler.HttpMethod)))
        {
            return new("request.no_such_route", "This page has no such form.");
        }

        Response.Headers.Allow = "GET, HEAD";
        return new("request.method_not_allowed", "This page has no form.");
    }

    /// <summary>The fields of a form that hold what is none of their choices, no number or no day.</summary>
    private Dictionary<string, string[]> UnreadableFields() =>
        ModelState.Where(entry => entry.Value is { ValidationState: ModelValidationState.Invalid })
            .GroupBy(entry => FieldOf(entry.Key))
            .ToDictionary(field => field.Key, _ => CannotBeRead);

    /// <summary>Whether the address holds what cannot be read, such as a day in another form.</summary>
    protected Refusal? Unreadable() => ModelState.IsValid ? null : new("request.invalid", "Write a day like this: 2026-03-14; and an instant like this: 2026-03-14T09:30:00Z.");
}
