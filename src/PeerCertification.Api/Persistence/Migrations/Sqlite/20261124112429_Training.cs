using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerCertification.Api.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Training : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "TrainingProviders",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ContactProtected = table.Column<string>(type: "TEXT", nullable: false),
                    RegisteredAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrainingProviders", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Courses",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProviderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Mode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Topics = table.Column<string>(type: "TEXT", nullable: false),
                    Minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    OfferedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Courses", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Courses_TrainingProviders_ProviderId",
                        column: x => x.ProviderId,
                        principalTable: "TrainingProviders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ProviderInvitations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProviderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ExpiresAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    JoinedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProviderInvitations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ProviderInvitations_TrainingProviders_ProviderId",
                        column: x => x.ProviderId,
                        principalTable: "TrainingProviders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ProviderMembers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProviderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    JoinedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProviderMembers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ProviderMembers_TrainingProviders_ProviderId",
                        column: x => x.ProviderId,
                        principalTable: "TrainingProviders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Rosters",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CourseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StartsOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Session = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Rosters", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Rosters_Courses_CourseId",
                        column: x => x.CourseId,
                        principalTable: "Courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TrainingApprovals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    BoardId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProviderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CourseId = table.Column<Guid>(type: "TEXT", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    RequestedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    FromOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    UntilOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    WithdrawnFromOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Tags = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrainingApprovals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TrainingApprovals_Boards_BoardId",
                        column: x => x.BoardId,
                        principalTable: "Boards",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_TrainingApprovals_Courses_CourseId",
                        column: x => x.CourseId,
                        principalTable: "Courses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_TrainingApprovals_TrainingProviders_ProviderId",
                        column: x => x.ProviderId,
                        principalTable: "TrainingProviders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RosterRows",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RosterId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Line = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    CredentialNumber = table.Column<string>(type: "TEXT", maxLength: 24, nullable: true),
                    FamilyNameProtected = table.Column<string>(type: "TEXT", nullable: false),
                    CodeHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    SupersedesId = table.Column<Guid>(type: "TEXT", nullable: true),
                    PostedByAccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PostedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ApplicantId = table.Column<Guid>(type: "TEXT", nullable: true),
                    EvidenceItemId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RosterRows", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RosterRows_Applicants_ApplicantId",
                        column: x => x.ApplicantId,
                        principalTable: "Applicants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RosterRows_Evidence_EvidenceItemId",
                        column: x => x.EvidenceItemId,
                        principalTable: "Evidence",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RosterRows_RosterRows_SupersedesId",
                        column: x => x.SupersedesId,
                        principalTable: "RosterRows",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RosterRows_Rosters_RosterId",
                        column: x => x.RosterId,
                        principalTable: "Rosters",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Courses_ProviderId",
                table: "Courses",
                column: "ProviderId");

            migrationBuilder.CreateIndex(
                name: "IX_ProviderInvitations_ProviderId_ExpiresAtUtc",
                table: "ProviderInvitations",
                columns: new[] { "ProviderId", "ExpiresAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_ProviderInvitations_TokenHash",
                table: "ProviderInvitations",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ProviderMembers_AccountId",
                table: "ProviderMembers",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_ProviderMembers_ProviderId_AccountId",
                table: "ProviderMembers",
                columns: new[] { "ProviderId", "AccountId" },
                unique: true,
                filter: "\"EndedAtUtc\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RosterRows_ApplicantId",
                table: "RosterRows",
                column: "ApplicantId");

            migrationBuilder.CreateIndex(
                name: "IX_RosterRows_CodeHash",
                table: "RosterRows",
                column: "CodeHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RosterRows_EvidenceItemId",
                table: "RosterRows",
                column: "EvidenceItemId");

            migrationBuilder.CreateIndex(
                name: "IX_RosterRows_OneOfNumber",
                table: "RosterRows",
                columns: new[] { "RosterId", "CredentialNumber" },
                unique: true,
                filter: "\"State\" IN ('Waiting', 'Matched')");

            migrationBuilder.CreateIndex(
                name: "IX_RosterRows_OneOfPerson",
                table: "RosterRows",
                columns: new[] { "RosterId", "ApplicantId" },
                unique: true,
                filter: "\"State\" = 'Matched'");

            migrationBuilder.CreateIndex(
                name: "IX_RosterRows_SupersedesId",
                table: "RosterRows",
                column: "SupersedesId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RosterRows_Waiting",
                table: "RosterRows",
                column: "Id",
                filter: "\"State\" = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "IX_Rosters_CourseId_Day_Session",
                table: "Rosters",
                columns: new[] { "CourseId", "Day", "Session" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TrainingApprovals_BoardId_State_Id",
                table: "TrainingApprovals",
                columns: new[] { "BoardId", "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_TrainingApprovals_CourseId_BoardId_FromOn",
                table: "TrainingApprovals",
                columns: new[] { "CourseId", "BoardId", "FromOn" });

            migrationBuilder.CreateIndex(
                name: "IX_TrainingApprovals_OneOpenOfCourse",
                table: "TrainingApprovals",
                columns: new[] { "BoardId", "CourseId" },
                unique: true,
                filter: "\"State\" = 'Requested' AND \"CourseId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_TrainingApprovals_OneOpenOfProvider",
                table: "TrainingApprovals",
                columns: new[] { "BoardId", "ProviderId" },
                unique: true,
                filter: "\"State\" = 'Requested' AND \"CourseId\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_TrainingApprovals_ProviderId_BoardId_FromOn",
                table: "TrainingApprovals",
                columns: new[] { "ProviderId", "BoardId", "FromOn" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ProviderInvitations");

            migrationBuilder.DropTable(
                name: "ProviderMembers");

            migrationBuilder.DropTable(
                name: "RosterRows");

            migrationBuilder.DropTable(
                name: "TrainingApprovals");

            migrationBuilder.DropTable(
                name: "Rosters");

            migrationBuilder.DropTable(
                name: "Courses");

            migrationBuilder.DropTable(
                name: "TrainingProviders");
        }
    }
}
