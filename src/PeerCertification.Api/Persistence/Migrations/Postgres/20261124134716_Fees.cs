using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerCertification.Api.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Fees : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "FeeLines",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    BoardId = table.Column<Guid>(type: "uuid", nullable: false),
                    ApplicantId = table.Column<Guid>(type: "uuid", nullable: false),
                    ApplicationId = table.Column<Guid>(type: "uuid", nullable: false),
                    Sequence = table.Column<int>(type: "integer", nullable: false),
                    CredentialId = table.Column<Guid>(type: "uuid", nullable: true),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    For = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Cents = table.Column<long>(type: "bigint", nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    FeeId = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    Blocks = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: true),
                    AboutId = table.Column<Guid>(type: "uuid", nullable: true),
                    CorrectsId = table.Column<Guid>(type: "uuid", nullable: true),
                    Reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    Why = table.Column<string>(type: "text", nullable: true),
                    RecordedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    RecordedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RecordedByAccountId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeeLines", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FeeLines_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FeeReconciliations",
                columns: table => new
                {
                    BoardId = table.Column<Guid>(type: "uuid", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Lines = table.Column<int>(type: "integer", nullable: false),
                    ChargedCents = table.Column<long>(type: "bigint", nullable: false),
                    WaivedCents = table.Column<long>(type: "bigint", nullable: false),
                    PaidCents = table.Column<long>(type: "bigint", nullable: false),
                    RefundedCents = table.Column<long>(type: "bigint", nullable: false),
                    OwedCents = table.Column<long>(type: "bigint", nullable: false),
                    Disagreements = table.Column<string>(type: "text", nullable: false),
                    MadeAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeeReconciliations", x => new { x.BoardId, x.Day });
                    table.ForeignKey(
                        name: "FK_FeeReconciliations_Boards_BoardId",
                        column: x => x.BoardId,
                        principalTable: "Boards",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_FeeLines_ApplicantId",
                table: "FeeLines",
                column: "ApplicantId");

            migrationBuilder.CreateIndex(
                name: "IX_FeeLines_ApplicationId_Sequence",
                table: "FeeLines",
                columns: new[] { "ApplicationId", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FeeLines_BoardId_RecordedOn",
                table: "FeeLines",
                columns: new[] { "BoardId", "RecordedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_FeeLines_OneOfAReference",
                table: "FeeLines",
                columns: new[] { "BoardId", "Kind", "Reference" },
                unique: true,
                filter: "\"Reference\" IS NOT NULL");

            AppendOnlyTables.ProtectOnPostgres(migrationBuilder, AppendOnlyTables.Fees);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FeeLines");

            migrationBuilder.DropTable(
                name: "FeeReconciliations");
        }
    }
}
