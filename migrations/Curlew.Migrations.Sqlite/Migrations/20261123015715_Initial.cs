using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Curlew.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    definition_json = table.Column<string>(type: "TEXT", nullable: false),
                    http_version = table.Column<string>(type: "TEXT", maxLength: 17, nullable: false),
                    engine = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    stop_reason = table.Column<string>(type: "TEXT", nullable: true),
                    failure = table.Column<string>(type: "TEXT", nullable: true),
                    preflight_json = table.Column<string>(type: "TEXT", nullable: true),
                    summary_json = table.Column<string>(type: "TEXT", nullable: true),
                    advisories_json = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    requests = table.Column<long>(type: "INTEGER", nullable: false),
                    failed_requests = table.Column<long>(type: "INTEGER", nullable: false),
                    fence = table.Column<int>(type: "INTEGER", nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "run_histograms",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    run_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: true),
                    metric = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    compressed = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_histograms", x => x.id);
                    table.ForeignKey(
                        name: "fk_run_histograms_runs_run_id",
                        column: x => x.run_id,
                        principalTable: "runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_run_histograms_run_id",
                table: "run_histograms",
                column: "run_id");

            migrationBuilder.CreateIndex(
                name: "ix_runs_status_id",
                table: "runs",
                columns: new[] { "status", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "run_histograms");

            migrationBuilder.DropTable(
                name: "runs");
        }
    }
}
