using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCertification.Domain;

namespace PeerCertification.Api.Pages;

/// <summary>A page that sends the messages of the API and shows the answers. It knows no rule and reads no database.</summary>
public abstract class PublicPage(IMediator mediator) : PageModel
{
    /// <summary>Nothing is loaded but the style and the images of this registry, and forms are sent nowhere else.</summary>
    internal const string ContentPolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    protected IMediator Mediator => mediator;

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) => HttpContext.Response.Headers.ContentSecurityPolicy = ContentPolicy;

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

    /// <summary>Whether the address holds what cannot be read, such as a day in another form.</summary>
    protected Refusal? Unreadable() => ModelState.IsValid ? null : new("request.invalid", "Write a day like this: 2026-03-14; and an instant like this: 2026-03-14T09:30:00Z.");
}
