using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerCertification.Api.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Receipts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "ConfirmedAtUtc",
                table: "Boards",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "HoldReason",
                table: "Boards",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "OnHoldSinceUtc",
                table: "Boards",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ReceiptKeys",
                columns: table => new
                {
                    KeyId = table.Column<string>(type: "character varying(43)", maxLength: 43, nullable: false),
                    X = table.Column<string>(type: "character varying(43)", maxLength: 43, nullable: false),
                    Y = table.Column<string>(type: "character varying(43)", maxLength: 43, nullable: false),
                    PrivateProtected = table.Column<string>(type: "text", nullable: true),
                    CreatedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReceiptKeys", x => x.KeyId);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ReceiptKeys");

            migrationBuilder.DropColumn(
                name: "ConfirmedAtUtc",
                table: "Boards");

            migrationBuilder.DropColumn(
                name: "HoldReason",
                table: "Boards");

            migrationBuilder.DropColumn(
                name: "OnHoldSinceUtc",
                table: "Boards");
        }
    }
}
