using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerCertification.Api.Persistence.Migrations.Sqlite
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
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "TEXT");

            migrationBuilder.AddColumn<string>(
                name: "DecidedByRule",
                table: "Decisions",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PersonNeeded",
                table: "Applications",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

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
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);
        }
    }
}
