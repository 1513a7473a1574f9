using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Curlew.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AddTimelinesAndDefinitions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "definition_id",
                table: "runs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "definition_revision",
                table: "runs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "errors_json",
                table: "runs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "pinned",
                table: "runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "definitions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    baseline_run_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_definitions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "run_seconds",
                columns: table => new
                {
                    run_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    second = table.Column<int>(type: "INTEGER", nullable: false),
                    length = table.Column<double>(type: "REAL", nullable: false),
                    virtual_users = table.Column<int>(type: "INTEGER", nullable: false),
                    open_connections = table.Column<int>(type: "INTEGER", nullable: false),
                    skipped_starts = table.Column<long>(type: "INTEGER", nullable: false),
                    generator_cpu_micros = table.Column<long>(type: "INTEGER", nullable: false),
                    store_cpu_micros = table.Column<long>(type: "INTEGER", nullable: false),
                    steps = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_seconds", x => new { x.run_id, x.second });
                    table.ForeignKey(
                        name: "fk_run_seconds_runs_run_id",
                        column: x => x.run_id,
                        principalTable: "runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "definition_revisions",
                columns: table => new
                {
                    definition_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    definition_json = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_definition_revisions", x => new { x.definition_id, x.revision });
                    table.ForeignKey(
                        name: "fk_definition_revisions_definitions_definition_id",
                        column: x => x.definition_id,
                        principalTable: "definitions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_runs_definition_id_id",
                table: "runs",
                columns: new[] { "definition_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "definition_revisions");

            migrationBuilder.DropTable(
                name: "run_seconds");

            migrationBuilder.DropTable(
                name: "definitions");

            migrationBuilder.DropIndex(
                name: "ix_runs_definition_id_id",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "definition_id",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "definition_revision",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "errors_json",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "pinned",
                table: "runs");
        }
    }
}
