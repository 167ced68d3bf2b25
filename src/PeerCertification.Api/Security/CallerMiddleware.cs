using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Security;

/// <summary>
/// Turns a verified token, or a session of the pages, into a <see cref="Caller"/>. Roles are read on every request, and its stamp is compared with the account's:
/// a role that was ended or a sign-out everywhere works at once, not when the token expires. Somebody from an outside issuer holds what the
/// token says and nothing else: there the issuer appoints. A key of an organisation opens the routes that its scopes name, and no others.
/// </summary>
internal sealed class CallerMiddleware(RequestDelegate next, IOptions<IdentityOptions> identity, IOptions<AccountSettings> settings, OidcSettings oidc)
{
    private sealed record Known(Guid AccountId, string? Email, IReadOnlyList<HeldRole> Roles);

    public Task InvokeAsync(HttpContext context, Caller caller, CurrentAct act)
    {
        act.ReadFrom(context);
        return context.User.Identity is { IsAuthenticated: true } known
            ? known.AuthenticationType == OrganisationKeys.SchemeName ? InvokeKey(context, caller) : InvokeKnown(context, caller)
            : OrganisationKeys.Sent(context) ? Refuse(context, caller, OrganisationKeys.NotGood())
            : next(context);
    }

    private Task InvokeKey(HttpContext context, Caller caller)
    {
        var key = OrganisationKeys.Read(context.User)!;
        caller.Identify(key);
        return context.GetEndpoint() is not RouteEndpoint || key.Opens(context.GetEndpoint())
            ? next(context)
            : Refuse(context, caller, new Refusal("access.key_scope_missing", "No scope of this key opens this route; most are for people, who sign in."));
    }

    /// <summary>Not answered here: who asks too often is told so first.</summary>
    private Task Refuse(HttpContext context, Caller caller, Refusal refusal)
    {
        caller.Refuse(refusal);
        return next(context);
    }

    /// <summary>Answers those whose key opens nothing here, after the limits.</summary>
    internal static Task AnswerRefused(HttpContext context, RequestDelegate next)
    {
        if (context.RequestServices.GetRequiredService<Caller>().Refused is not { } refusal)
        {
            return next(context);
        }

        if (refusal.Code == "access.key_not_good")
        {
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        }

        return ProblemCatalog.ToResult(refusal).ExecuteAsync(context);
    }

    private async Task InvokeKnown(HttpContext context, Caller caller)
    {
        // Asked for here, so that the questions of people without an account open no database context.
        var db = context.RequestServices.GetRequiredService<RegistryContext>();
        var known = OutsideIssuer.Sent(context.User) ? await FindOutsider(context, db) : await FindOwn(context, db);
        if (known is null)
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity());
        }
        else
        {
            Identify(known, context, caller);
        }

        await next(context);
    }

    private void Identify(Known known, HttpContext context, Caller caller)
    {
        var heldBack = settings.Value.RequireSecondFactorForStaff && known.Roles.Any(r => r.Role != Role.Applicant) && !SecondFactor.WasShown(context.User);
        var organisation = context.Request.Headers[OrganisationAccess.Header] is { Count: > 0 } asked ? asked.ToString() : null; // what is no id is one of no organisation, and not none
        caller.Identify(known.AccountId, known.Email, heldBack ? [.. known.Roles.Where(r => r.Role == Role.Applicant)] : known.Roles, heldBack, organisation);
    }

    private async Task<Known?> FindOwn(HttpContext context, RegistryContext db)
    {
        var claims = identity.Value.ClaimsIdentity;
        if (!Guid.TryParse(context.User.FindFirstValue(claims.UserIdClaimType), out var id))
        {
            return null;
        }

        var account = await db.Users.Where(u => u.Id == id)
            .Select(u => new
            {
                u.Email,
                u.SecurityStamp,
                Roles = db.Grants.Where(g => g.AccountId == u.Id && g.EndedAtUtc == null).Select(g => new HeldRole(g.Role, g.BoardId)).ToList(),
            })
            .SingleOrDefaultAsync(context.RequestAborted);
        return account is null || account.SecurityStamp != context.User.FindFirstValue(claims.SecurityStampClaimType)
            ? null
            : new Known(id, account.Email, account.Roles);
    }

    private async Task<Known?> FindOutsider(HttpContext context, RegistryContext db)
    {
        if (context.User.FindFirstValue("iss") is not { Length: > 0 } issuer || context.User.FindFirstValue("sub") is not { Length: > 0 and <= 255 } subject)
        {
            return null;
        }

        var id = await db.UserLogins.Where(l => l.LoginProvider == issuer && l.ProviderKey == subject).Select(l => (Guid?)l.UserId).SingleOrDefaultAsync(context.RequestAborted)
            ?? await Admit(context, issuer, subject);
        if (id is null)
        {
            return null;
        }

        var email = await db.Users.Where(u => u.Id == id).Select(u => u.Email).SingleAsync(context.RequestAborted);
        return new Known(id.Value, email, await RolesOf(context, db));
    }

    private static async Task<Guid?> Admit(HttpContext context, string issuer, string subject)
    {
        var email = context.User.HasClaim("email_verified", "true") ? context.User.FindFirstValue("email") : null;
        var admitted = await context.RequestServices.GetRequiredService<IMediator>().Send(new AdmitOutsider.Command(issuer, subject, email), context.RequestAborted);
        return admitted.Refusal is null ? admitted.Value.AccountId : null;
    }

    /// <summary>What the token's roles are here. A role or a board that is not known gives nothing.</summary>
    private async Task<IReadOnlyList<HeldRole>> RolesOf(HttpContext context, RegistryContext db)
    {
        var said = context.User.FindAll(oidc.GrantClaim).Select(c => OutsideRole.Read(c.Value)).OfType<OutsideRole>().Distinct().ToList();
        var codes = said.Select(r => r.Board).OfType<string>().ToList();
        var boards = codes.Count == 0 ? [] : await db.Boards.Where(b => codes.Contains(b.Code)).ToDictionaryAsync(b => b.Code, b => b.Id, context.RequestAborted);
        return
        [
            .. said.Where(r => r.Board is null).Select(r => new HeldRole(r.Role, null)),
            .. said.Where(r => r.Board is not null && boards.ContainsKey(r.Board)).Select(r => new HeldRole(r.Role, boards[r.Board!])),
        ];
    }
}
