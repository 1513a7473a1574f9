using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Curlew.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AddVerdictAndValidityOfRuns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "validity",
                table: "runs",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "verdict",
                table: "runs",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_runs_verdict_id",
                table: "runs",
                columns: new[] { "verdict", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_runs_verdict_id",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "validity",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "verdict",
                table: "runs");
        }
    }
}
