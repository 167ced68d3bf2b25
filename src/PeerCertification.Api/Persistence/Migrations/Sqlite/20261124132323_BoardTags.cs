using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerCertification.Api.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class BoardTags : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Tags",
                table: "Boards",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Tags",
                table: "Boards");
        }
    }
}
