using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerCertification.Api.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DecisionsByRule : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<Guid>(
                name: "DecidedByAccountId",
                table: "Decisions",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<string>(
                name: "DecidedByRule",
                table: "Decisions",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string[]>(
                name: "PersonNeeded",
                table: "Applications",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddCheckConstraint(
                name: "CK_Decisions_ByPersonOrRule",
                table: "Decisions",
                sql: "(\"DecidedByAccountId\" IS NULL) <> (\"DecidedByRule\" IS NULL)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "CK_Decisions_ByPersonOrRule",
                table: "Decisions");

            migrationBuilder.DropColumn(
                name: "DecidedByRule",
                table: "Decisions");

            migrationBuilder.DropColumn(
                name: "PersonNeeded",
                table: "Applications");

            migrationBuilder.AlterColumn<Guid>(
                name: "DecidedByAccountId",
                table: "Decisions",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);
        }
    }
}
