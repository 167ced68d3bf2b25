using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerCertification.Api.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class StandingChangeLog : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "ToldBegan",
                table: "Restrictions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "ToldEnded",
                table: "Restrictions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateOnly>(
                name: "NextChangeOn",
                table: "Credentials",
                type: "date",
                nullable: true,
                defaultValue: new DateOnly(1900, 1, 1));

            migrationBuilder.AddColumn<DateOnly>(
                name: "ToldOn",
                table: "Credentials",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ToldSequence",
                table: "Credentials",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "StandingChanges",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    CredentialId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    From = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    To = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    EffectiveOn = table.Column<DateOnly>(type: "date", nullable: false),
                    UntilOn = table.Column<DateOnly>(type: "date", nullable: true),
                    PeriodEndsOn = table.Column<DateOnly>(type: "date", nullable: false),
                    IsCorrection = table.Column<bool>(type: "boolean", nullable: false),
                    ActSequence = table.Column<int>(type: "integer", nullable: false),
                    RestrictionId = table.Column<Guid>(type: "uuid", nullable: true),
                    KnownAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    NumberedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StandingChanges", x => x.Number);
                    table.ForeignKey(
                        name: "FK_StandingChanges_Credentials_CredentialId",
                        column: x => x.CredentialId,
                        principalTable: "Credentials",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Credentials_NextChangeOn_BoardId",
                table: "Credentials",
                columns: new[] { "NextChangeOn", "BoardId" });

            migrationBuilder.CreateIndex(
                name: "IX_StandingChanges_NumberedAtUtc",
                table: "StandingChanges",
                column: "NumberedAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_StandingChanges_Once",
                table: "StandingChanges",
                columns: new[] { "CredentialId", "ActSequence", "EffectiveOn", "Kind" },
                unique: true,
                filter: "\"RestrictionId\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_StandingChanges_RestrictionOnce",
                table: "StandingChanges",
                columns: new[] { "RestrictionId", "Kind" },
                unique: true,
                filter: "\"RestrictionId\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "StandingChanges");

            migrationBuilder.DropIndex(
                name: "IX_Credentials_NextChangeOn_BoardId",
                table: "Credentials");

            migrationBuilder.DropColumn(
                name: "ToldBegan",
                table: "Restrictions");

            migrationBuilder.DropColumn(
                name: "ToldEnded",
                table: "Restrictions");

            migrationBuilder.DropColumn(
                name: "NextChangeOn",
                table: "Credentials");

            migrationBuilder.DropColumn(
                name: "ToldOn",
                table: "Credentials");

            migrationBuilder.DropColumn(
                name: "ToldSequence",
                table: "Credentials");
        }
    }
}
