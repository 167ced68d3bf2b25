using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerCertification.Api.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RequirementSetDrafts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "RequirementSetDrafts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CredentialTypeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Document = table.Column<string>(type: "TEXT", nullable: false),
                    DraftedByAccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DraftedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ProposedByAccountId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Moves = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    MovesReceivedFromOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    RequirementSetVersionId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequirementSetDrafts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RequirementSetDrafts_CredentialTypes_CredentialTypeId",
                        column: x => x.CredentialTypeId,
                        principalTable: "CredentialTypes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RequirementSetDrafts_RequirementSets_RequirementSetVersionId",
                        column: x => x.RequirementSetVersionId,
                        principalTable: "RequirementSets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RequirementSetDrafts_OneOpen",
                table: "RequirementSetDrafts",
                column: "CredentialTypeId",
                unique: true,
                filter: "\"State\" IN ('Draft', 'Proposed')");

            migrationBuilder.CreateIndex(
                name: "IX_RequirementSetDrafts_RequirementSetVersionId",
                table: "RequirementSetDrafts",
                column: "RequirementSetVersionId");

            AppendOnlyTables.ProtectPublishedRulesOnSqlite(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            AppendOnlyTables.ReleasePublishedRulesOnSqlite(migrationBuilder);
            migrationBuilder.DropTable(
                name: "RequirementSetDrafts");
        }
    }
}
