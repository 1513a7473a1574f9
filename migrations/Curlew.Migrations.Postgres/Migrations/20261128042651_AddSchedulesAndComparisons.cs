using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Curlew.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class AddSchedulesAndComparisons : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "baseline_run_id",
                table: "runs",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "comparison_arm",
                table: "runs",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "comparison_id",
                table: "runs",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "comparison_position",
                table: "runs",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "comparison_round",
                table: "runs",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "due_at",
                table: "runs",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "host_json",
                table: "runs",
                type: "text",
                nullable: true);

            // Nothing is to be done about the ends of runs that had ended before.
            migrationBuilder.AddColumn<bool>(
                name: "is_followed_up",
                table: "runs",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "regression",
                table: "runs",
                type: "character varying(16)",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "regression_json",
                table: "runs",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "schedule_id",
                table: "runs",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "comparisons",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    question = table.Column<string>(type: "text", nullable: true),
                    definition_id = table.Column<Guid>(type: "uuid", nullable: true),
                    definition_revision = table.Column<int>(type: "integer", nullable: true),
                    status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    rounds = table.Column<int>(type: "integer", nullable: false),
                    plan_json = table.Column<string>(type: "text", nullable: false),
                    queued = table.Column<int>(type: "integer", nullable: false),
                    result_json = table.Column<string>(type: "text", nullable: true),
                    api_key_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    ended_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_comparisons", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "schedules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    definition_id = table.Column<Guid>(type: "uuid", nullable: false),
                    definition_revision = table.Column<int>(type: "integer", nullable: true),
                    cron = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    time_zone = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    overlap = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    misfire = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    overrides_json = table.Column<string>(type: "text", nullable: true),
                    keep_runs = table.Column<int>(type: "integer", nullable: true),
                    keep_days = table.Column<int>(type: "integer", nullable: true),
                    notify_json = table.Column<string>(type: "text", nullable: false),
                    handled_until = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    api_key_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_schedules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "webhooks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    url_sealed = table.Column<string>(type: "text", nullable: false),
                    secret_sealed = table.Column<string>(type: "text", nullable: false),
                    events_json = table.Column<string>(type: "text", nullable: false),
                    all_runs = table.Column<bool>(type: "boolean", nullable: false),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    created_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhooks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "comparison_arms",
                columns: table => new
                {
                    comparison_id = table.Column<Guid>(type: "uuid", nullable: false),
                    arm = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    definition_json = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_comparison_arms", x => new { x.comparison_id, x.arm });
                    table.ForeignKey(
                        name: "fk_comparison_arms_comparisons_comparison_id",
                        column: x => x.comparison_id,
                        principalTable: "comparisons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "schedule_firings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    schedule_id = table.Column<Guid>(type: "uuid", nullable: false),
                    due_at = table.Column<long>(type: "bigint", nullable: false),
                    triggered_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_schedule_firings", x => x.id);
                    table.ForeignKey(
                        name: "fk_schedule_firings_schedules_schedule_id",
                        column: x => x.schedule_id,
                        principalTable: "schedules",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "webhook_deliveries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    webhook_id = table.Column<Guid>(type: "uuid", nullable: false),
                    @event = table.Column<string>(name: "event", type: "character varying(16)", maxLength: 16, nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: true),
                    occasion = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    payload_json = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_attempt_at = table.Column<long>(type: "bigint", nullable: true),
                    last_status = table.Column<int>(type: "integer", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true),
                    last_duration_ms = table.Column<double>(type: "double precision", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    last_attempt_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_deliveries", x => x.id);
                    table.ForeignKey(
                        name: "fk_webhook_deliveries_webhooks_webhook_id",
                        column: x => x.webhook_id,
                        principalTable: "webhooks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_runs_comparison_id_comparison_position",
                table: "runs",
                columns: new[] { "comparison_id", "comparison_position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_runs_is_followed_up_ended_at",
                table: "runs",
                columns: new[] { "is_followed_up", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_runs_schedule_id_id",
                table: "runs",
                columns: new[] { "schedule_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_comparisons_status",
                table: "comparisons",
                column: "status");

            migrationBuilder.CreateIndex(
                name: "ix_schedule_firings_schedule_id_due_at",
                table: "schedule_firings",
                columns: new[] { "schedule_id", "due_at" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_schedule_firings_state",
                table: "schedule_firings",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_schedules_definition_id",
                table: "schedules",
                column: "definition_id");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_state_next_attempt_at",
                table: "webhook_deliveries",
                columns: new[] { "state", "next_attempt_at" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_webhook_id_occasion",
                table: "webhook_deliveries",
                columns: new[] { "webhook_id", "occasion" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "comparison_arms");

            migrationBuilder.DropTable(
                name: "schedule_firings");

            migrationBuilder.DropTable(
                name: "webhook_deliveries");

            migrationBuilder.DropTable(
                name: "comparisons");

            migrationBuilder.DropTable(
                name: "schedules");

            migrationBuilder.DropTable(
                name: "webhooks");

            migrationBuilder.DropIndex(
                name: "ix_runs_comparison_id_comparison_position",
                table: "runs");

            migrationBuilder.DropIndex(
                name: "ix_runs_is_followed_up_ended_at",
                table: "runs");

            migrationBuilder.DropIndex(
                name: "ix_runs_schedule_id_id",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "baseline_run_id",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "comparison_arm",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "comparison_id",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "comparison_position",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "comparison_round",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "due_at",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "host_json",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "is_followed_up",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "regression",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "regression_json",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "schedule_id",
                table: "runs");
        }
    }
}
