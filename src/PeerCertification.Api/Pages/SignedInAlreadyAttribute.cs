using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace PeerCertification.Api.Pages;

/// <summary>
/// The form of a sign-in that was open while its reader signed in elsewhere was made for nobody and is sent by somebody: it is not taken, and leads
/// on to who is signed in. Nothing is done by it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SignedInAlreadyAttribute : Attribute, IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context is { Result: IAntiforgeryValidationFailedResult, HttpContext.User.Identity.IsAuthenticated: true })
        {
            context.Result = new LocalRedirectResult("/my");
        }
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
