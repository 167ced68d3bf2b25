using System.Collections.Frozen;
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

    /// <summary>The field of a form that a refusal means which names none.</summary>
    private static readonly FrozenDictionary<string, string> Meant = new Dictionary<string, string>
    {
        ["account.link_not_good"] = "link",
        ["account.second_factor_code_needed"] = "code",
        ["account.second_factor_code_wrong"] = "code",
        ["attestation.already_answered"] = "link",
        ["attestation.link_expired"] = "link",
        ["attestation.link_not_good"] = "link",
        ["attestation.minutes_above_claim"] = "minutes",
        ["attestation.minutes_needed"] = "minutes",
        ["attestation.minutes_unchanged"] = "minutes",
        ["attestation.statement_changed"] = "link",
        ["changes.after_last"] = "after",
        ["credential.check_character_wrong"] = "number",
        ["credential.number_malformed"] = "number",
        ["organisation.invitation_not_good"] = "link",
        ["saved_roster.name_taken"] = "name",
        ["webhook.address_not_good"] = "address",
        ["webhook.address_not_public"] = "address",
    }.ToFrozenDictionary();

    /// <summary>Why what a form asked for was not done, by the fields of the form; the page says it above everything else, and beside each field.</summary>
    public Refusal? Wrong { get; private set; }

    protected IMediator Mediator => mediator;

    /// <summary>Why what was written in this field could not be accepted; null where it was not.</summary>
    public string? Why(string field) => Wrong?.Fields?.TryGetValue(field, out var why) is true ? string.Join(' ', why) : null;

    /// <summary>For <c>aria-describedby</c>: the ids of what is said of a field.</summary>
    public string? Described(string field, bool hasHint = false) =>
        string.Join(' ', new[] { Why(field) is null ? null : $"{field}-why", hasHint ? $"{field}-hint" : null }.OfType<string>()) is { Length: > 0 } ids ? ids : null;

    /// <summary>For <c>aria-invalid</c>: whether it was this field that could not be accepted; null where it was not.</summary>
    public string? IsWrong(string field) => Why(field) is null ? null : "true";

    /// <summary>The field of a form that holds what a refusal names: <c>people[3].number</c> is in <c>people</c>.</summary>
    protected virtual string FieldOf(string key) => key.Split('.', '[')[0];

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
    /// <param name="again">Where it was a form that asked: the form again, where its fields could not be accepted.</param>
    protected async Task<IActionResult> Show<T>(IRequest<Outcome<T>> message, Func<T, Task<IActionResult>> show, Func<Task<IActionResult>>? again = null) where T : notnull
    {
        var answer = await mediator.Send(message, HttpContext.RequestAborted);
        return answer.Refusal is { } refusal ? await Refuse(refusal, again) : await show(answer.Value);
    }

    protected Task<IActionResult> Show<T>(IRequest<Outcome<T>> message, Action<T> show) where T : notnull => Show(message, answer =>
    {
        show(answer);
        return Task.FromResult<IActionResult>(Page());
    });

    /// <summary>The same of a question about credentials, which is written down where somebody known asks it.</summary>
    protected async Task<IActionResult> ShowLookup<T>(IRequest<Outcome<T>> message, LookupWay way, Question question, Func<T, IReadOnlyList<LookedUp>> asked, Func<T, Task<IActionResult>> show, Func<Task<IActionResult>>? again = null) where T : notnull
    {
        var answer = await mediator.Send(message, HttpContext.RequestAborted);
        return (await LookupLog.Note(HttpContext, answer, way, question, asked, HttpContext.RequestAborted) ?? answer.Refusal) is { } refusal ? await Refuse(refusal, again) : await show(answer.Value);
    }

    private async Task<IActionResult> Refuse(Refusal refusal, Func<Task<IActionResult>>? again) =>
        again is not null && refusal.Fields is not null ? await Again(refusal, again) : new RefusedPage(refusal);

    /// <summary>Writes down that a member looked at these for the organisation.</summary>
    protected Task NoteRoster(Guid organisationId, IEnumerable<LookedUp> seen)
    {
        var log = HttpContext.RequestServices.GetRequiredService<LookupLog>();
        return log.Note(log.AsksFor(organisationId, null).Value, LookupWay.Roster, seen, null, HttpContext.RequestAborted);
    }

    /// <summary>
    /// What a form asks for is done; where it is refused, the form is shown again and says why, with the status of the refusal. Nothing is done
    /// where a field cannot be read: it would be taken for one that was left out.
    /// </summary>
    protected Task<IActionResult> Do<T>(IRequest<Outcome<T>> message, Func<T, Task<IActionResult>> done, Func<Task<IActionResult>> again) where T : notnull =>
        Do(() => mediator.Send(message, HttpContext.RequestAborted), done, again);

    /// <summary>The same of what takes more than a message.</summary>
    protected async Task<IActionResult> Do<T>(Func<Task<Outcome<T>>> act, Func<T, Task<IActionResult>> done, Func<Task<IActionResult>> again) where T : notnull
    {
        if (Unreadable("This cannot be read. Choose or write it again.") is { } unreadable)
        {
            return await Again(unreadable, again);
        }

        var answer = await act();
        return answer.Refusal is { } refusal ? await Again(refusal, again) : await done(answer.Value);
    }

    /// <summary>A refusal that is about one field, and is said there.</summary>
    protected static Refusal About(string field, Refusal refusal) => refusal with { Fields = new Dictionary<string, string[]> { [field] = [refusal.Reason] } };

    protected async Task<IActionResult> Again(Refusal refusal, Func<Task<IActionResult>> again)
    {
        ModelState.Clear(); // what could not be read is refused with this, and no longer looked at
        Wrong = refusal.Fields is null && Meant.TryGetValue(refusal.Code, out var field) ? About(field, refusal)
            : refusal with { Fields = refusal.Fields?.GroupBy(said => FieldOf(said.Key)).ToDictionary(said => said.Key, said => said.SelectMany(why => why.Value).ToArray()) };
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

    /// <summary>The fields that hold what is none of their choices, no number or no day, such as a day in another form; null where there are none.</summary>
    protected Refusal? Unreadable(string why)
    {
        var fields = ModelState.Where(entry => entry.Value is { ValidationState: ModelValidationState.Invalid }).ToDictionary(entry => entry.Key, _ => new[] { why });
        return fields.Count == 0 ? null : new("request.invalid", "A field cannot be read.", fields);
    }
}
