using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Pages;

/// <summary>A refusal as a page, with the status and the title that the catalogue gives it.</summary>
internal sealed class RefusedPage(Refusal refusal) : IActionResult
{
    private static readonly string[] OfPrograms = ["/api", "/health", "/schemas", "/swagger", "/.well-known"];

    public Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        http.Response.StatusCode = ProblemCatalog.Entries[refusal.Code].Status;
        http.Response.Headers.ContentSecurityPolicy = PublicPage.ContentPolicy;
        var data = new ViewDataDictionary<Refusal>(http.RequestServices.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary()) { Model = refusal };
        return new ViewResult { ViewName = "/Pages/Shared/Refused.cshtml", ViewData = data, StatusCode = http.Response.StatusCode }.ExecuteResultAsync(context);
    }

    /// <summary>For what is refused before any page is reached.</summary>
    internal sealed class OfNoPage : IRefusalPage
    {
        public bool Suits(HttpRequest request) =>
            Array.TrueForAll(OfPrograms, program => !request.Path.StartsWithSegments(program)) && request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));

        public Task Show(HttpContext context, Refusal refusal)
        {
            if (refusal.Code != "access.sign_in_needed")
            {
                return new RefusedPage(refusal).ExecuteResultAsync(new ActionContext(context, new RouteData(), new ActionDescriptor()));
            }

            // What was sent is lost, but not where: a form is shown again, empty.
            var (path, asked) = (context.Request.Path, HttpMethods.IsGet(context.Request.Method) ? context.Request.QueryString : QueryString.Empty);
            context.Response.Redirect($"/sign-in{QueryString.Create("back", $"{path}{asked}")}");
            return Task.CompletedTask;
        }
    }
}
