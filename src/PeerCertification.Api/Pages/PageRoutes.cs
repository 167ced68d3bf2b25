using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using PeerCertification.Api.Features.RosterFiles;
using PeerCertification.Api.Features.SavedRosters;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Languages;
using PeerCertification.Api.Operations;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Credentials;
using QRCoder;

namespace PeerCertification.Api.Pages;

/// <summary>The pages, and what they show that is no page: the style, the code on a certificate, the letter.</summary>
internal static class PageRoutes
{
    internal static void AddRegistryPages(this IServiceCollection services)
    {
        services.AddRazorPages();

        // Where pages are served, the OpenAPI document is written by their settings.
        services.Configure<Microsoft.AspNetCore.Mvc.JsonOptions>(o => RegistryJson.Apply(o.JsonSerializerOptions));
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "forms";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            o.SuppressXFrameOptionsHeader = true; // said for every answer already
        });
        services.AddSingleton<PageTexts>();
        services.AddSingleton<IRefusalPage, RefusedPage.OfNoPage>();
        services.AddScoped(provider => new PageWords(provider.GetRequiredService<IHttpContextAccessor>().HttpContext!, provider.GetRequiredService<PageTexts>(), provider.GetRequiredService<Phrasebooks>()));
    }

    internal static void MapPages(this WebApplication app)
    {
        app.MapRazorPages().WithMetadata(new OpenedInBrowser(), new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head, HttpMethods.Post])).Add(SayWhoMay);
        app.MapGet("/site.css", Style).AllowAnyone().ExcludeFromDescription();
        app.MapGet("/credentials/{number}/qr.svg", Code).AllowAnyone().RequireRateLimiting(RequestLimits.Verification).ExcludeFromDescription();
        app.MapGet("/credentials/{number}/letter.pdf", Letter).AllowAnyone().WithMetadata(new OpenedInBrowser()).RequireRateLimiting(RequestLimits.Verification).ExcludeFromDescription();
        app.MapGet("/organisations/{organisationId:guid}/rosters/{savedRosterId:guid}/export.csv", ExportSavedRoster.AsFile).RequirePermission(Permission.KeepOrganisation)
            .WithMetadata(new OpenedInBrowser()).RequireRateLimiting(RequestLimits.Roster).ExcludeFromDescription();
        app.MapGet("/organisations/{organisationId:guid}/roster-files/{rosterFileId:guid}/answers.csv", FetchRosterAnswers.AsCsv).RequirePermission(Permission.VerifyRosters)
            .WithMetadata(new OpenedInBrowser()).RequireRateLimiting(RequestLimits.Roster).ExcludeFromDescription();
        app.MapGet("/organisations/{organisationId:guid}/roster-files/{rosterFileId:guid}/answers.ndjson", FetchRosterAnswers.AsNdjson).RequirePermission(Permission.VerifyRosters)
            .WithMetadata(new OpenedInBrowser()).RequireRateLimiting(RequestLimits.Roster).ExcludeFromDescription();
    }

    /// <summary>How long the rest of a form is read that was answered already.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Whether this is a form with a file, sent to a page that takes one.</summary>
    internal static bool TakesFile(HttpContext context) => HttpMethods.IsPost(context.Request.Method) && context.GetEndpoint()?.Metadata.GetMetadata<TakesFileAttribute>() is not null;

    /// <summary>
    /// Whatever is answered to somebody who sends a form with a file, the rest of it is read and thrown away: a browser that is cut off while it sends shows
    /// no answer. Who is not signed in, or asks too often, is cut off.
    /// </summary>
    internal static void UseFileForms(this WebApplication app) => app.UseWhen(TakesFile, pages => pages.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        finally
        {
            if (context.User.Identity is { IsAuthenticated: true } && context.Response.StatusCode != StatusCodes.Status429TooManyRequests)
            {
                await ReadOn(context);
            }
        }
    }));

    private static async Task ReadOn(HttpContext context)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            await context.Request.Body.CopyToAsync(Stream.Null, patience.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // It is longer than the server reads, it comes too slowly, or whoever sent it has gone.
        }
    }

    private static void SayWhoMay(EndpointBuilder page)
    {
        object[] access = page.Metadata.OfType<PageForAttribute>().SingleOrDefault() switch
        {
            null => [new RouteAccess(null, Anonymous: true), new AllowAnonymousAttribute()],
            { Permission: { } permission } => [new RouteAccess(permission), RoutePermissions.Holding(permission)],
            _ => [new RouteAccess(null), RoutePermissions.SignedIn],
        };
        Array.ForEach(access, page.Metadata.Add);
    }

    internal static string AddressOf(RegistrySettings registry, string number) => registry.AddressOf($"credentials/{number}");

    private static IResult Style(HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=3600";
        return Results.Stream(typeof(PageRoutes).Assembly.GetManifestResourceStream("site.css")!, "text/css; charset=utf-8");
    }

    /// <summary>The code leads to the page of a number, whether somebody has it or not: that, the page says.</summary>
    private static IResult Code(string number, RegistrySettings registry) => CredentialNumber.Read(number).ToHttp(printed =>
    {
        using var drawn = QRCodeGenerator.GenerateQrCode(AddressOf(registry, printed), QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(drawn);
        return Results.Text(code.GetGraphic(4), "image/svg+xml");
    });

    private static async Task<IResult> Letter(string number, IsoDay? on, IsoInstant? knownAt, HttpContext http, PageWords words, IMediator mediator, RegistrySettings registry, CancellationToken cancellationToken)
    {
        var answered = await mediator.Send(new VerifyCredential.Query(number, on?.Value, knownAt?.Utc), cancellationToken);
        return await LookupLog.Give(http, answered, LookupWay.Verification, new(number, on?.Value, knownAt?.Utc), purpose: null, static a => [LookedUp.Of(a)], cancellationToken, answer => Results.File(
            VerificationLetter.Write(answer, words, AddressOf(registry, answer.Number)),
            "application/pdf",
            string.Create(CultureInfo.InvariantCulture, $"{answer.Number}-{answer.On:yyyy-MM-dd}.pdf")));
    }
}
