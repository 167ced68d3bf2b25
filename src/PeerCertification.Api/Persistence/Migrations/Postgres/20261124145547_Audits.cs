using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerCertification.Api.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Audits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "RenewalAudits",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    BoardId = table.Column<Guid>(type: "uuid", nullable: false),
                    CredentialTypeId = table.Column<Guid>(type: "uuid", nullable: false),
                    RequirementSetVersionId = table.Column<Guid>(type: "uuid", nullable: false),
                    FromOn = table.Column<DateOnly>(type: "date", nullable: false),
                    UntilOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Percent = table.Column<int>(type: "integer", nullable: false),
                    Digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Exempted = table.Column<int>(type: "integer", nullable: false),
                    SeedSource = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    SeedDueOn = table.Column<DateOnly>(type: "date", nullable: false),
                    AnnouncedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    SeedValue = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    Seed = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    DrawnAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RenewalAudits", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RenewalAudits_Boards_BoardId",
                        column: x => x.BoardId,
                        principalTable: "Boards",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RenewalAudits_CredentialTypes_CredentialTypeId",
                        column: x => x.CredentialTypeId,
                        principalTable: "CredentialTypes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AuditCases",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    AuditId = table.Column<Guid>(type: "uuid", nullable: false),
                    BoardId = table.Column<Guid>(type: "uuid", nullable: false),
                    CredentialId = table.Column<Guid>(type: "uuid", nullable: false),
                    ApplicantId = table.Column<Guid>(type: "uuid", nullable: false),
                    ApplicationId = table.Column<Guid>(type: "uuid", nullable: false),
                    Place = table.Column<int>(type: "integer", nullable: false),
                    Ticket = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: false),
                    ConcludedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Consequence = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditCases", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AuditCases_Applicants_ApplicantId",
                        column: x => x.ApplicantId,
                        principalTable: "Applicants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AuditCases_Boards_BoardId",
                        column: x => x.BoardId,
                        principalTable: "Boards",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AuditCases_Credentials_CredentialId",
                        column: x => x.CredentialId,
                        principalTable: "Credentials",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AuditCases_RenewalAudits_AuditId",
                        column: x => x.AuditId,
                        principalTable: "RenewalAudits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AuditLot",
                columns: table => new
                {
                    AuditId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    CredentialId = table.Column<Guid>(type: "uuid", nullable: false),
                    ApplicationId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditLot", x => new { x.AuditId, x.Number });
                    table.ForeignKey(
                        name: "FK_AuditLot_RenewalAudits_AuditId",
                        column: x => x.AuditId,
                        principalTable: "RenewalAudits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AuditItems",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    EvidenceItemId = table.Column<Guid>(type: "uuid", nullable: false),
                    Detail = table.Column<string>(type: "text", nullable: false),
                    CountedMinutes = table.Column<int>(type: "integer", nullable: false),
                    DocumentId = table.Column<Guid>(type: "uuid", nullable: true),
                    Note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    Verdict = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    JudgedByAccountId = table.Column<Guid>(type: "uuid", nullable: true),
                    JudgedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditItems", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AuditItems_AuditCases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "AuditCases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AuditCases_ApplicantId",
                table: "AuditCases",
                column: "ApplicantId");

            migrationBuilder.CreateIndex(
                name: "IX_AuditCases_ApplicationId",
                table: "AuditCases",
                column: "ApplicationId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditCases_AuditId_CredentialId",
                table: "AuditCases",
                columns: new[] { "AuditId", "CredentialId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditCases_BoardId_State_DueOn",
                table: "AuditCases",
                columns: new[] { "BoardId", "State", "DueOn" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditCases_CredentialId",
                table: "AuditCases",
                column: "CredentialId");

            migrationBuilder.CreateIndex(
                name: "IX_AuditItems_CaseId_EvidenceItemId",
                table: "AuditItems",
                columns: new[] { "CaseId", "EvidenceItemId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditItems_DocumentId",
                table: "AuditItems",
                column: "DocumentId");

            migrationBuilder.CreateIndex(
                name: "IX_AuditLot_ApplicationId",
                table: "AuditLot",
                column: "ApplicationId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RenewalAudits_BoardId_AnnouncedAtUtc",
                table: "RenewalAudits",
                columns: new[] { "BoardId", "AnnouncedAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_RenewalAudits_CredentialTypeId_FromOn",
                table: "RenewalAudits",
                columns: new[] { "CredentialTypeId", "FromOn" },
                unique: true);

            AppendOnlyTables.ProtectOnPostgres(migrationBuilder, AppendOnlyTables.Audits);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AuditItems");

            migrationBuilder.DropTable(
                name: "AuditLot");

            migrationBuilder.DropTable(
                name: "AuditCases");

            migrationBuilder.DropTable(
                name: "RenewalAudits");
        }
    }
}
