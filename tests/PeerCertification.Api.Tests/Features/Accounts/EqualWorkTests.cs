using System.Data.Common;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Accounts;

/// <summary>What costs time is counted: whether an address has an account must not be told by how long an answer takes.</summary>
public abstract class EqualWorkTests : RegistryTest
{
    private readonly Work _work;

    private protected EqualWorkTests(RegistryApi api, Work work) : base(api) => _work = work;

    public sealed class OnSqlite(OnSqlite.Registry api) : EqualWorkTests(api, api.Work), IClassFixture<OnSqlite.Registry>
    {
        public sealed class Registry : SqliteRegistry
        {
            internal Work Work { get; } = new();

            protected override void ConfigureWebHost(IWebHostBuilder builder)
            {
                base.ConfigureWebHost(builder);
                builder.ConfigureServices(Work.Watch<SqliteRegistryContext>);
            }
        }
    }

    public sealed class OnPostgres(OnPostgres.Registry api) : EqualWorkTests(api, api.Work), IClassFixture<OnPostgres.Registry>
    {
        public sealed class Registry : PostgresRegistry
        {
            internal Work Work { get; } = new();

            protected override void ConfigureWebHost(IWebHostBuilder builder)
            {
                base.ConfigureWebHost(builder);
                builder.ConfigureServices(Work.Watch<PostgresRegistryContext>);
            }
        }
    }

    [Fact]
    public async Task A_forgotten_password_makes_the_database_do_the_same_and_look_up_no_account_whoever_asks()
    {
        var (known, unknown, unconfirmed) = (await Api.AnAccount(Role.Applicant), AccountsWorld.AnAddress(), await Unconfirmed());

        var ofKnown = await Statements("/forgotten-password", new { email = known }, 202);

        Assert.Single(ofKnown, s => s.Contains("INSERT INTO \"Outbox\"", StringComparison.Ordinal));
        Assert.DoesNotContain(ofKnown, s => s.Contains("\"Accounts\"", StringComparison.Ordinal));
        Assert.Equal(ofKnown, await Statements("/forgotten-password", new { email = unknown }, 202));
        Assert.Equal(ofKnown, await Statements("/forgotten-password", new { email = unconfirmed }, 202));
    }

    [Fact]
    public async Task A_wrong_link_makes_the_database_do_the_same_and_hashes_nothing_whether_or_not_the_address_has_an_account()
    {
        var (known, unknown) = (await Api.AnAccount(Role.Applicant), AccountsWorld.AnAddress());

        var (reset, confirm) = (await Reset(known), await Confirm(known));

        Assert.NotEmpty(reset);
        Assert.NotEmpty(confirm);
        Assert.Equal(reset, await Reset(unknown));
        Assert.Equal(confirm, await Confirm(unknown));
        Assert.Equal(0, _work.Hashes);

        Task<IReadOnlyList<string>> Reset(string email) => Statements("/reset-password", new { email, token = "CfDJ8", password = RegistryApi.Password }, 400);
        Task<IReadOnlyList<string>> Confirm(string email) => Statements("/confirm-address", new { email, token = "CfDJ8" }, 400);
    }

    [Fact]
    public async Task Signing_in_hashes_one_password_whoever_tries()
    {
        foreach (var email in new[] { await Api.AnAccount(Role.Applicant), AccountsWorld.AnAddress(), await Unconfirmed(), await Closed() })
        {
            _work.Forget();
            await Refused(await Api.SignIn(email, "not the password at all"), "account.sign_in_refused");

            Assert.Equal(1, _work.Hashes);
        }
    }

    [Fact]
    public async Task Registering_hashes_one_password_and_promises_one_message_whether_or_not_the_address_is_taken()
    {
        foreach (var email in new[] { await Api.AnAccount(Role.Applicant), AccountsWorld.AnAddress(), await Unconfirmed() })
        {
            var statements = await Statements("", new { email, password = RegistryApi.Password }, 202);

            Assert.Equal(1, _work.Hashes);
            Assert.Single(statements, s => s.Contains("INSERT INTO \"Outbox\"", StringComparison.Ordinal));
            Assert.Single(statements, s => s.Contains("INSERT INTO \"History\"", StringComparison.Ordinal));
        }
    }

    private async Task<string> Unconfirmed()
    {
        var email = AccountsWorld.AnAddress();
        await Answered(await Api.Post("", new { email, password = RegistryApi.Password }), 202);
        return email;
    }

    private async Task<string> Closed()
    {
        var email = await Api.AnAccount(Role.Applicant);
        for (var i = 0; i < 5; i++)
        {
            await Refused(await Api.SignIn(email, "not the password at all"), "account.sign_in_refused");
        }

        return email;
    }

    private async Task<IReadOnlyList<string>> Statements(string route, object body, int status)
    {
        _work.Forget();
        await Answered(await Api.Post(route, body), status);
        return [.. _work.Statements];
    }

    /// <summary>Notes every statement that the database is given, and counts the hashing of passwords.</summary>
    internal sealed class Work : DbCommandInterceptor
    {
        internal List<string> Statements { get; } = [];

        internal int Hashes { get; private set; }

        internal void Watch<TContext>(IServiceCollection services) where TContext : DbContext
        {
            services.ConfigureDbContext<TContext>(options => options.AddInterceptors(this));
            services.AddScoped<IPasswordHasher<Account>>(provider => new Hasher(this, provider.GetRequiredService<IOptions<PasswordHasherOptions>>()));
        }

        internal void Forget()
        {
            Statements.Clear();
            Hashes = 0;
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Statements.Add(command.CommandText);
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Statements.Add(command.CommandText);
            return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
        }

        private sealed class Hasher(Work work, IOptions<PasswordHasherOptions> options) : PasswordHasher<Account>(options)
        {
            public override string HashPassword(Account user, string password)
            {
                work.Hashes++;
                return base.HashPassword(user, password);
            }

            public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
            {
                work.Hashes++;
                return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
            }
        }
    }
}
