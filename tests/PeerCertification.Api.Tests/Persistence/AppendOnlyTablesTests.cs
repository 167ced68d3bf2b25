using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Persistence;

public abstract class AppendOnlyTablesTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : AppendOnlyTablesTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : AppendOnlyTablesTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task The_database_itself_refuses_to_change_or_delete_what_was_written_once()
    {
        await SomethingInEachTable();
        Assert.NotEmpty(AppendOnlyTables.Names);

        foreach (var table in AppendOnlyTables.Names)
        {
            Assert.True(await Rows(table) > 0, $"{table} has no row, so nothing would be proved.");
            foreach (var statement in (string[])[$"UPDATE \"{table}\" SET \"{await AColumn(table)}\" = \"{await AColumn(table)}\"", $"DELETE FROM \"{table}\""])
            {
                var refused = await Assert.ThrowsAnyAsync<DbException>(() => Api.Stored(db => db.Database.ExecuteSqlRawAsync(statement, Token)));
                Assert.Contains($"{table} is append-only", refused.Message, StringComparison.Ordinal);
            }

            Assert.True(await Rows(table) > 0);
        }
    }

    [Theory]
    [InlineData("UPDATE \"RequirementSets\" SET \"Document\" = 'x'")]
    [InlineData("UPDATE \"RequirementSets\" SET \"EffectiveFrom\" = \"EffectiveFrom\"")]
    [InlineData("UPDATE \"RequirementSets\" SET \"Number\" = \"Number\" + 10")]
    [InlineData("DELETE FROM \"RequirementSets\"")]
    public async Task The_database_itself_refuses_to_change_published_rules(string statement)
    {
        var refused = await Assert.ThrowsAnyAsync<DbException>(() => Api.Stored(db => db.Database.ExecuteSqlRawAsync(statement, Token)));

        Assert.Contains("RequirementSets is append-only", refused.Message, StringComparison.Ordinal);
    }

    private async Task SomethingInEachTable()
    {
        var number = await Api.ACredential("NCPRSS", new DateOnly(2025, 6, 1));
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        await Answered(await officer.Act(Api, number, "acts/suspend", new { effectiveOn = "2026-02-01", reason = "x" }));
        await Api.Stored(async db =>
        {
            var credential = await db.Credentials.SingleAsync(c => c.Number == number, Token);
            var rules = await db.RequirementSets.Select(r => r.Id).FirstAsync(Token);
            var application = new Application { Id = Guid.CreateVersion7(), ApplicantId = credential.ApplicantId, BoardId = credential.BoardId, CredentialTypeId = credential.CredentialTypeId, State = Domain.Applications.ApplicationState.Denied };
            db.Applications.Add(application);
            db.Decisions.Add(new Decision { DecidedByAccountId = Guid.CreateVersion7(), Id = Guid.CreateVersion7(), ApplicationId = application.Id, Kind = DecisionKind.Deny, RequirementSetVersionId = rules, FactsProtected = "x", FindingsProtected = "x" });
            db.ConflictDeclarations.Add(new ConflictDeclaration { ApplicationId = application.Id, AccountId = Guid.CreateVersion7(), Reason = "x" });
            db.Recommendations.Add(new Recommendation { Id = Guid.CreateVersion7(), ApplicationId = application.Id, Advice = DecisionKind.Deny, Note = "x" });
            db.FeeLines.Add(new FeeLineRow { Id = Guid.CreateVersion7(), BoardId = credential.BoardId, ApplicantId = credential.ApplicantId, ApplicationId = application.Id, FeeId = "x" });
            var audit = db.RenewalAudits.Add(new RenewalAudit { Id = Guid.CreateVersion7(), BoardId = credential.BoardId, CredentialTypeId = credential.CredentialTypeId, RequirementSetVersionId = rules, Digest = "x", SeedSource = "x" }).Entity;
            db.AuditLot.Add(new AuditLotEntry { AuditId = audit.Id, Number = number, CredentialId = credential.Id, ApplicationId = application.Id });
            db.FeeReconciliations.Add(new FeeReconciliation { BoardId = credential.BoardId, Day = new DateOnly(2026, 2, 1), Disagreements = "[]" });
            db.MessageTemplates.Add(new MessageTemplate { Id = Guid.CreateVersion7(), BoardId = credential.BoardId, Kind = "x", Language = "en", Number = 1, Subject = "x", Text = "x" });
            db.Lookups.Add(new Lookup { Number = number, Said = "x" });
            db.ReceiptCorrections.Add(new ReceiptCorrection { Receipt = new HeldReceipt { Sha256 = "x", Number = number, Answer = "{}" }, Number = 1, Corrected = [], Answer = "{}" });
            db.SensitiveReads.Add(new SensitiveRead { ApplicantId = credential.ApplicantId, Act = "x", Why = "x" });
            return await db.SaveChangesAsync(Token);
        });
    }

    private Task<int> Rows(string table) => Api.Stored(db => db.Database.SqlQueryRaw<int>($"SELECT CAST(COUNT(*) AS INTEGER) AS \"Value\" FROM \"{table}\"").SingleAsync(Token));

    private Task<string> AColumn(string table) => Api.Stored(db =>
        Task.FromResult(db.Model.GetEntityTypes().Single(t => t.GetTableName() == table).GetProperties().First(p => !p.IsPrimaryKey()).GetColumnName()));
}
