using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerCertification.Api.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class WatchedRosters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsWatched",
                table: "SavedRosters",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Digest",
                table: "OrganisationMembers",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "None");

            migrationBuilder.AddColumn<long>(
                name: "DigestedUpTo",
                table: "OrganisationMembers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateOnly>(
                name: "NextDigestOn",
                table: "OrganisationMembers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_OrganisationMembers_NextDigestOn",
                table: "OrganisationMembers",
                column: "NextDigestOn",
                filter: "\"NextDigestOn\" IS NOT NULL");

            // What was watched by itself becomes a watched roster of its organisation.
            migrationBuilder.Sql("""
                INSERT INTO "SavedRosters" ("Id", "OrganisationId", "Name", "CreatedAtUtc", "IsWatched", "Version")
                SELECT w."OrganisationId", w."OrganisationId",
                       CASE WHEN EXISTS (SELECT 1 FROM "SavedRosters" r WHERE r."OrganisationId" = w."OrganisationId" AND r."Name" = 'Watched credentials') THEN 'Watched credentials, moved' ELSE 'Watched credentials' END,
                       MIN(w."SinceUtc"), 1, 1
                FROM "CredentialWatches" w GROUP BY w."OrganisationId"
                """);
            migrationBuilder.Sql("""
                INSERT INTO "SavedRosterEntries" ("Id", "RosterId", "Number", "FromOn", "AddedAtUtc")
                SELECT upper(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))), w."OrganisationId", c."Number", date(w."SinceUtc"), w."SinceUtc"
                FROM "CredentialWatches" w JOIN "Credentials" c ON c."Id" = w."CredentialId"
                """);

            migrationBuilder.DropTable(
                name: "CredentialWatches");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CredentialWatches",
                columns: table => new
                {
                    OrganisationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CredentialId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SinceUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CredentialWatches", x => new { x.OrganisationId, x.CredentialId });
                    table.ForeignKey(
                        name: "FK_CredentialWatches_Credentials_CredentialId",
                        column: x => x.CredentialId,
                        principalTable: "Credentials",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CredentialWatches_Organisations_OrganisationId",
                        column: x => x.OrganisationId,
                        principalTable: "Organisations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CredentialWatches_CredentialId",
                table: "CredentialWatches",
                column: "CredentialId");

            migrationBuilder.DropIndex(
                name: "IX_OrganisationMembers_NextDigestOn",
                table: "OrganisationMembers");

            migrationBuilder.DropColumn(
                name: "IsWatched",
                table: "SavedRosters");

            migrationBuilder.DropColumn(
                name: "Digest",
                table: "OrganisationMembers");

            migrationBuilder.DropColumn(
                name: "DigestedUpTo",
                table: "OrganisationMembers");

            migrationBuilder.DropColumn(
                name: "NextDigestOn",
                table: "OrganisationMembers");
        }
    }
}
