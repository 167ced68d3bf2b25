using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerCertification.Api.Persistence.Migrations.Postgres
{
    /// <summary>By hand: triggers are not part of the model. See <see cref="AppendOnlyTables"/>.</summary>
    [DbContext(typeof(PostgresRegistryContext))]
    [Migration("20261122060000_AppendOnly")]
    public sealed class AppendOnly : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => AppendOnlyTables.ProtectOnPostgres(migrationBuilder);

        protected override void Down(MigrationBuilder migrationBuilder) => AppendOnlyTables.ReleaseOnPostgres(migrationBuilder);
    }
}
