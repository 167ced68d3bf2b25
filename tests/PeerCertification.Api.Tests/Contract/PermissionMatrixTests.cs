using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Tests.Contract;

/// <summary>Every operation of the API against every kind of caller. The expected answer follows from three rules and the roles' table; nothing is listed by hand.</summary>
public abstract class PermissionMatrixTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : PermissionMatrixTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : PermissionMatrixTests(api), IClassFixture<PostgresRegistry>;

    private enum Expected { SignInFirst, NotPermitted, NotFound, Through }

    /// <summary>Somebody who calls: by role, at a board or none; the owner is the applicant whose records the addresses name. A member belongs to the owner's organisation; a key is one of it, with scopes in place of a role.</summary>
    private sealed record Kind(string Name, Role? Role, string? Board, bool IsOwner, HttpClient Client, bool IsMember = false, string[]? Scopes = null);

    [Fact]
    public async Task Every_operation_answers_every_kind_of_caller_as_the_permissions_say()
    {
        var file = await OwnedFile.Make(Api);
        var kinds = await Kinds(file);
        var operations = await ApiOperation.ReadAll(Api);
        var wrong = new List<string>();

        Assert.True(operations.Count > 60, $"only {operations.Count} operations were found");
        foreach (var operation in operations.OrderBy(o => ShutsTheCallerOut(o)))
        {
            foreach (var kind in kinds)
            {
                var expected = Expect(operation, kind);
                var answer = await operation.Send(kind.Client, file.Fill);
                var body = await answer.Content.ReadAsStringAsync(Token);
                if (!Fits(expected, answer.StatusCode, operation) && !(expected == Expected.Through && body.Contains("\"decision.not_found\"", StringComparison.Ordinal)))
                {
                    wrong.Add($"{operation.Method} {operation.Path} ({operation.Permission}) by {kind.Name}: {(int)answer.StatusCode} instead of {expected}: {body}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>No account: sign in first. Without the permission: not permitted. With it, for a record of another board or person: as if it did not exist.</summary>
    private static Expected Expect(ApiOperation operation, Kind kind)
    {
        if (kind.Scopes is { } scopes)
        {
            return operation.KeyScope is { } scope && scopes.Contains(scope) ? Expected.Through : Expected.NotPermitted;
        }

        if (operation.Permission == "Anyone")
        {
            return Expected.Through;
        }

        if (kind.Role is not { } role)
        {
            return Expected.SignInFirst;
        }

        if (operation.Permission == "Account")
        {
            return !NamesARecord(operation) || kind.IsOwner || (MayRead(role) && kind.Board == OwnedFile.Board) ? Expected.Through : Expected.NotFound;
        }

        var permission = Enum.Parse<Permission>(operation.Permission);
        if (kind.IsMember && operation.Path.Contains("{organisationId}", StringComparison.Ordinal))
        {
            return permission == Permission.RunOrganisation || operation.Name == "EndOrganisationMembership" ? Expected.NotPermitted : Expected.Through; // the membership named is another's
        }

        return !RolePermissions.Table[role].Contains(permission) ? Expected.NotPermitted
            : !NamesARecord(operation) || role == Role.Operator || kind.IsOwner || kind.Board == OwnedFile.Board ? Expected.Through
            : Expected.NotFound;
    }

    private static bool Fits(Expected expected, HttpStatusCode status, ApiOperation operation) => expected switch
    {
        Expected.SignInFirst => status == HttpStatusCode.Unauthorized,
        Expected.NotPermitted => status == HttpStatusCode.Forbidden,
        Expected.NotFound => status == HttpStatusCode.NotFound,
        Expected.Through when operation.Permission == "Anyone" => (int)status < 500 && status != HttpStatusCode.Forbidden,
        Expected.Through => (int)status < 500 && status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound),
        _ => false,
    };

    private static bool MayRead(Role role) => RolePermissions.Table[role].Contains(Permission.ReadBoardFiles);

    private static bool NamesARecord(ApiOperation operation) => operation.Path.Contains('{', StringComparison.Ordinal);

    private static int ShutsTheCallerOut(ApiOperation operation) => operation.Name switch { "SignOutEverywhere" => 2, "DeclareConflict" => 1, _ => 0 };

    /// <summary>Those who are refused come first, so that what the others change cannot hide a refusal.</summary>
    private async Task<List<Kind>> Kinds(OwnedFile file)
    {
        var kinds = new List<Kind>
        {
            new("nobody", null, null, false, Api.CreateClient()),
            new("another applicant", Role.Applicant, null, false, await Api.SomebodyWithARecord()),
        };
        foreach (var role in RolePermissions.BoardRoles)
        {
            kinds.Add(new($"{role} of another board", role, "icrc", false, await Api.SignedInAs(role, "icrc")));
        }

        kinds.Add(new("a member of the owner's organisation", Role.Applicant, null, false, await Api.AMember(file.Organisation), IsMember: true));
        string[] scopes = [.. Enum.GetNames<KeyScope>()];
        kinds.Add(new("a key with every scope", null, null, false, (await Api.AKey(file.Organisation, scopes)).Client, Scopes: scopes));
        kinds.AddRange(await Task.WhenAll(scopes.Select(async scope => new Kind($"a key with the scope {scope}", null, null, false, (await Api.AKey(file.Organisation, scope)).Client, Scopes: [scope]))));
        kinds.Add(new("an operator", Role.Operator, null, false, await Api.SignedInAs(Role.Operator)));
        foreach (var role in RolePermissions.BoardRoles)
        {
            kinds.Add(new($"{role} of the board", role, OwnedFile.Board, false, await Api.SignedInAs(role, OwnedFile.Board)));
        }

        kinds.Add(new("the owner", Role.Applicant, null, true, file.Owner));
        return kinds;
    }
}
