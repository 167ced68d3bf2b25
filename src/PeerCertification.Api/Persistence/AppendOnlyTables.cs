using Microsoft.EntityFrameworkCore.Migrations;

namespace PeerCertification.Api.Persistence;

/// <summary>
/// Tables in which rows are written once: the database itself refuses to change or delete them, whoever asks. A migration that rebuilds one of
/// them on SQLite drops its triggers and must make them again. The one migration that there is until the first release protects all of them; from then on a
/// migration protects the tables that it makes, and this list as it was stays with the first.
/// </summary>
public static class AppendOnlyTables
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "AuditLot", "ConflictDeclarations", "CredentialActs", "CredentialPeriods", "Decisions", "FeeLines", "FeeReconciliations", "History", "Lookups",
        "MessageTemplates", "ReceiptCorrections", "Recommendations", "SensitiveReads",
    ];

    /// <summary>Of a published version of rules only its end and its state may change, and none is deleted.</summary>
    private const string RulesColumns = "\"Id\", \"CredentialTypeId\", \"Number\", \"EffectiveFrom\", \"Document\", \"Sha256\"";

    internal static void ProtectOnSqlite(MigrationBuilder migration)
    {
        foreach (var (table, change) in Names.SelectMany(table => (string[])["UPDATE", "DELETE"], (table, change) => (table, change)).Append(("RequirementSets", $"UPDATE OF {RulesColumns}")).Append(("RequirementSets", "DELETE")))
        {
            migration.Sql($"""
                CREATE TRIGGER "{table}_refuses_{change[..6]}" BEFORE {change} ON "{table}"
                BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
                """);
        }
    }

    internal static void ProtectOnPostgres(MigrationBuilder migration)
    {
        migration.Sql("""
            CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
            """);
        foreach (var table in Names)
        {
            migration.Sql($"""
                CREATE TRIGGER "{table}_refuses_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}"
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
                """);
        }

        migration.Sql($"""
            CREATE TRIGGER "RequirementSets_refuses_change" BEFORE UPDATE OF {RulesColumns} ON "RequirementSets" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            CREATE TRIGGER "RequirementSets_refuses_delete" BEFORE DELETE OR TRUNCATE ON "RequirementSets" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            """);
    }

    internal static void ReleaseOnPostgres(MigrationBuilder migration) => migration.Sql("DROP FUNCTION refuse_change() CASCADE;");
}
