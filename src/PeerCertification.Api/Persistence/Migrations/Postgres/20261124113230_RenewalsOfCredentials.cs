using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerCertification.Api.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RenewalsOfCredentials : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "AfterEnd",
                table: "CredentialPeriods",
                type: "character varying(4000)",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ExtensionId",
                table: "CredentialPeriods",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "DocumentId",
                table: "CredentialActs",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Name",
                table: "CredentialActs",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CredentialId",
                table: "Applications",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "Applications",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "First");

            migrationBuilder.AddColumn<DateOnly>(
                name: "PeriodStartsOn",
                table: "Applications",
                type: "date",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Applications_OneRenewal",
                table: "Applications",
                columns: new[] { "CredentialId", "PeriodStartsOn" },
                unique: true,
                filter: "\"State\" IN ('Draft', 'Submitted', 'InReview', 'AwaitingApplicant', 'AwaitingThirdParty', 'Recommended')");

            migrationBuilder.AddForeignKey(
                name: "FK_Applications_Credentials_CredentialId",
                table: "Applications",
                column: "CredentialId",
                principalTable: "Credentials",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Applications_Credentials_CredentialId",
                table: "Applications");

            migrationBuilder.DropIndex(
                name: "IX_Applications_OneRenewal",
                table: "Applications");

            migrationBuilder.DropColumn(
                name: "AfterEnd",
                table: "CredentialPeriods");

            migrationBuilder.DropColumn(
                name: "ExtensionId",
                table: "CredentialPeriods");

            migrationBuilder.DropColumn(
                name: "DocumentId",
                table: "CredentialActs");

            migrationBuilder.DropColumn(
                name: "Name",
                table: "CredentialActs");

            migrationBuilder.DropColumn(
                name: "CredentialId",
                table: "Applications");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "Applications");

            migrationBuilder.DropColumn(
                name: "PeriodStartsOn",
                table: "Applications");
        }
    }
}
