using Microsoft.EntityFrameworkCore.Migrations;

namespace PeerCertification.Api.Persistence;

/// <summary>
/// Tables in which rows are written once: the database itself refuses to change or delete them, whoever asks. A migration that rebuilds one of
/// them on SQLite drops its triggers and must make them again.
/// </summary>
public static class AppendOnlyTables
{
    public static IReadOnlyList<string> Names => [.. First, .. Fees, .. Notices, .. Audits, .. Lookups];

    internal static readonly string[] Fees = ["FeeLines", "FeeReconciliations"];

    internal static readonly string[] Notices = ["MessageTemplates"];

    internal static readonly string[] Audits = ["AuditLot"];

    internal static readonly string[] Lookups = ["Lookups", "ReceiptCorrections"];

    private static readonly string[] First = ["ConflictDeclarations", "CredentialActs", "CredentialPeriods", "Decisions", "History", "Recommendations", "SensitiveReads"];

    private const string RulesColumns = "\"Id\", \"CredentialTypeId\", \"Number\", \"EffectiveFrom\", \"Document\", \"Sha256\"";

    internal static void ProtectOnSqlite(MigrationBuilder migration) => ProtectOnSqlite(migration, First);

    internal static void ProtectOnSqlite(MigrationBuilder migration, IEnumerable<string> tables)
    {
        foreach (var table in tables)
        {
            foreach (var change in (string[])["UPDATE", "DELETE"])
            {
                migration.Sql($"""
                    CREATE TRIGGER "{table}_refuses_{change}" BEFORE {change} ON "{table}"
                    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
                    """);
            }
        }
    }

    internal static void ProtectOnPostgres(MigrationBuilder migration)
    {
        migration.Sql("""
            CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
            """);
        ProtectOnPostgres(migration, First);
    }

    internal static void ProtectOnPostgres(MigrationBuilder migration, IEnumerable<string> tables)
    {
        foreach (var table in tables)
        {
            migration.Sql($"""
                CREATE TRIGGER "{table}_refuses_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}"
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
                """);
        }
    }

    /// <summary>Of a published version of rules only its end and its state may change, and none is deleted.</summary>
    internal static void ProtectPublishedRulesOnSqlite(MigrationBuilder migration)
    {
        foreach (var change in (string[])[$"UPDATE OF {RulesColumns}", "DELETE"])
        {
            migration.Sql($"""
                CREATE TRIGGER "RequirementSets_refuses_{change[..6]}" BEFORE {change} ON "RequirementSets"
                BEGIN SELECT RAISE(ABORT, 'RequirementSets is append-only'); END;
                """);
        }
    }

    internal static void ProtectPublishedRulesOnPostgres(MigrationBuilder migration) => migration.Sql($"""
        CREATE TRIGGER "RequirementSets_refuses_change" BEFORE UPDATE OF {RulesColumns} ON "RequirementSets" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER "RequirementSets_refuses_delete" BEFORE DELETE OR TRUNCATE ON "RequirementSets" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        """);

    internal static void ReleasePublishedRulesOnSqlite(MigrationBuilder migration) =>
        migration.Sql("""DROP TRIGGER "RequirementSets_refuses_UPDATE"; DROP TRIGGER "RequirementSets_refuses_DELETE";""");

    internal static void ReleasePublishedRulesOnPostgres(MigrationBuilder migration) =>
        migration.Sql("""DROP TRIGGER "RequirementSets_refuses_change" ON "RequirementSets"; DROP TRIGGER "RequirementSets_refuses_delete" ON "RequirementSets";""");

    internal static void ReleaseOnSqlite(MigrationBuilder migration)
    {
        foreach (var table in First)
        {
            migration.Sql($"""DROP TRIGGER "{table}_refuses_UPDATE"; DROP TRIGGER "{table}_refuses_DELETE";""");
        }
    }

    internal static void ReleaseOnPostgres(MigrationBuilder migration) => migration.Sql("DROP FUNCTION refuse_change() CASCADE;");
}
