using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Operations.Demo;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Tests.Operations.Demo;

public abstract class DemoCredentialTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : DemoCredentialTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : DemoCredentialTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task Making_it_twice_changes_nothing()
    {
        await Made();
        var once = await Rows();

        await Made();

        Assert.Equal(once, await Rows());
        Assert.Equal((1, 1), (once.Numbered, once.Lines));
    }

    [Fact]
    public async Task Its_holder_signs_in_and_sees_it()
    {
        await Made();

        var own = await Answered(await Api.With(await Api.Tokens(DemoAccounts.Holder, DemoAccounts.Password)).GetAsync("/api/v1/credentials", Token));

        Assert.Contains(DemoCredential.Number, own.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_series_gives_its_number_out()
    {
        var series = await Api.Stored(db => db.CredentialTypes.Select(t => new { t.NumberPrefix, t.LastSerial }).ToListAsync(Token));

        Assert.Contains(series, s => DemoCredential.Number.StartsWith($"{s.NumberPrefix}-", StringComparison.Ordinal));
        Assert.All(series, s => Assert.True(NumberSeries.After(s.NumberPrefix, s.LastSerial, NumberSeries.ShortestStep).Value.Serial > DemoCredential.Serial));
    }

    private async Task Made()
    {
        await DemoAccounts.Create(Api.Services, Token);
        await DemoCredential.Create(Api.Services, Token);
    }

    private Task<(int Numbered, int Lines, int Credentials, int Applicants, int Accounts, int Grants)> Rows() => Api.Stored(async db => (
        await db.Credentials.CountAsync(c => c.Number == DemoCredential.Number, Token),
        await db.History.CountAsync(h => db.Credentials.Any(c => c.Id == h.CredentialId && c.Number == DemoCredential.Number), Token),
        await db.Credentials.CountAsync(Token),
        await db.Applicants.CountAsync(Token),
        await db.Users.CountAsync(Token),
        await db.Grants.CountAsync(Token)));
}
