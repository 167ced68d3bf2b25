using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PeerCertification.Api.Persistence.Migrations.Sqlite
{
    /// <summary>By hand: the migration before it rebuilt the table on SQLite, at its very end, and dropped its triggers. See <see cref="AppendOnlyTables"/>.</summary>
    [DbContext(typeof(SqliteRegistryContext))]
    [Migration("20261124183001_ProtectDecisionsAgain")]
    public sealed class ProtectDecisionsAgain : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => AppendOnlyTables.ProtectOnSqlite(migrationBuilder, ["Decisions"]);

        protected override void Down(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql("""DROP TRIGGER "Decisions_refuses_UPDATE"; DROP TRIGGER "Decisions_refuses_DELETE";""");
    }
}
