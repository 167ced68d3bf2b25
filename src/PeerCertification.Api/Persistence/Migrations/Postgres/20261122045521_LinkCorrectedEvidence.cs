using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerCertification.Api.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class LinkCorrectedEvidence : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "SupersedesId",
                table: "Evidence",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Evidence_SupersedesId",
                table: "Evidence",
                column: "SupersedesId",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_Evidence_Evidence_SupersedesId",
                table: "Evidence",
                column: "SupersedesId",
                principalTable: "Evidence",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Evidence_Evidence_SupersedesId",
                table: "Evidence");

            migrationBuilder.DropIndex(
                name: "IX_Evidence_SupersedesId",
                table: "Evidence");

            migrationBuilder.DropColumn(
                name: "SupersedesId",
                table: "Evidence");
        }
    }
}
