using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Tests.Features.Documents;

public abstract class DocumentTests(RegistryApi api) : RegistryTest(api)
{
    private const int Limit = 10 * 1024 * 1024;

    public sealed class OnSqlite(SqliteRegistry api) : DocumentTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : DocumentTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task A_document_comes_back_byte_for_byte_to_be_saved_and_not_shown()
    {
        var ana = await Api.SomebodyWithARecord();
        byte[] photo = [0xFF, 0xD8, 0xFF, .. RandomNumberGenerator.GetBytes(300_000)];
        var created = await Upload(ana, photo);
        var told = await Answered(created, 201);

        var described = await Answered(await ana.GetAsync(created.Headers.Location, Token));
        var content = await ana.GetAsync($"{created.Headers.Location}/content", Token);

        Assert.Equal(("image/jpeg", 300_003, Convert.ToHexStringLower(SHA256.HashData(photo))), (Text(told, "mediaType"), told.GetProperty("bytes").GetInt32(), Text(told, "sha256")));
        Assert.Equal(told.GetRawText(), described.GetRawText());
        Assert.Equal(photo, await content.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("image/jpeg", content.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment", content.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("nosniff", content.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-store", content.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task What_is_empty_or_of_another_kind_or_too_large_is_refused_and_leaves_nothing()
    {
        var ana = await Api.SomebodyWithARecord();
        var files = Files();

        await Refused(await Upload(ana, []), "document.empty");
        await Refused(await Upload(ana, "<html>%PDF-1.7</html>"u8.ToArray(), "application/pdf"), "document.kind_not_accepted");
        await Refused(await Upload(ana, EvidenceWorld.APdf(Limit + 1)), "document.too_large");
        await Refused(await ana.PostAsync("/api/v1/documents", new OfUnknownLength(EvidenceWorld.APdf(Limit + 1)), Token), "document.too_large");
        await Refused(await Upload(await Api.SignedInAs(Role.Applicant), EvidenceWorld.APdf()), "applicant.record_missing");

        Assert.Equal(files, Files());
        await Answered(await ana.PostAsync("/api/v1/documents", new OfUnknownLength(EvidenceWorld.APdf(Limit)), Token), 201);
        Assert.Equal(files + 1, Files());
    }

    [Fact]
    public async Task The_same_document_with_the_same_key_is_kept_once()
    {
        var ana = await Api.SomebodyWithARecord();
        ana.DefaultRequestHeaders.Add("Idempotency-Key", "diploma");
        var files = Files();

        var first = await Answered(await Upload(ana, EvidenceWorld.APdf()), 201);
        var again = await Answered(await Upload(ana, EvidenceWorld.APdf()), 201);
        await Refused(await Upload(ana, EvidenceWorld.APdf(65)), "idempotency.key_reused");

        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal(files + 1, Files());
    }

    [Fact]
    public async Task Only_its_owner_and_staff_of_the_board_that_it_was_submitted_to_read_a_document()
    {
        var ana = await Api.SomebodyWithARecord();
        var submitted = await Api.ADocument(ana);
        var kept = await Api.ADocument(ana);
        var application = await Api.AnApplicationOf(ana, ApplicationState.Submitted, await Api.AnEducation(ana, documentId: submitted));
        await Api.AnEducation(ana, documentId: kept);

        foreach (var role in RolePermissions.BoardRoles)
        {
            var staff = await Api.SignedInAs(role, "ncc-ap");
            await Answered(await staff.GetAsync($"/api/v1/documents/{submitted}", Token));
            Assert.Equal(HttpStatusCode.OK, (await staff.GetAsync($"/api/v1/documents/{submitted}/content", Token)).StatusCode);
            await IsNotThereFor(staff, kept);
            await IsNotThereFor(await Api.SignedInAs(role, "icrc"), submitted);
        }

        await IsNotThereFor(await Api.SomebodyWithARecord("Ben Ode"), submitted);
        await IsNotThereFor(await Api.SignedInAs(Role.Operator), submitted);
        await Refused(await Api.CreateClient().GetAsync($"/api/v1/documents/{submitted}/content", Token), "access.sign_in_needed");
        Assert.NotEqual(Guid.Empty, application);
    }

    [Fact]
    public async Task A_document_of_a_draft_is_read_by_nobody_else_and_of_a_file_with_a_declared_conflict_not_by_who_declared_it()
    {
        var ana = await Api.SomebodyWithARecord();
        var document = await Api.ADocument(ana);
        var draft = await Api.AnApplicationOf(ana, ApplicationState.Draft, await Api.AnEducation(ana, documentId: document));
        var email = await Api.AnAccount(Role.Reviewer, "ncc-ap");
        var reviewer = await Api.Client(email);
        await IsNotThereFor(reviewer, document);

        await Api.Stored(db => db.Applications.Where(a => a.Id == draft).ExecuteUpdateAsync(set => set.SetProperty(a => a.SubmittedAtUtc, new DateTime(2026, 2, 20, 12, 0, 0, DateTimeKind.Utc)), Token));
        await Answered(await reviewer.GetAsync($"/api/v1/documents/{document}", Token));

        await Api.DeclaredConflict(email, draft);
        await IsNotThereFor(reviewer, document);
    }

    [Fact]
    public async Task Names_in_the_store_tell_nothing()
    {
        var ana = await Api.SomebodyWithARecord();
        var id = await Api.ADocument(ana);

        var name = await Api.Stored(db => db.Documents.Where(d => d.Id == id).Select(d => d.StorageName).SingleAsync(Token));

        Assert.Matches("^[0-9a-f]{32}$", name);
        Assert.True(File.Exists(Path.Combine(Api.Folder, "documents", name[..2], name)));
    }

    private static async Task IsNotThereFor(HttpClient client, Guid document)
    {
        await Refused(await client.GetAsync($"/api/v1/documents/{document}", Token), "document.not_found");
        await Refused(await client.GetAsync($"/api/v1/documents/{document}/content", Token), "document.not_found");
    }

    private int Files() => Directory.Exists(Path.Combine(Api.Folder, "documents")) ? Directory.GetFiles(Path.Combine(Api.Folder, "documents"), "*", SearchOption.AllDirectories).Length : 0;

    private static Task<HttpResponseMessage> Upload(HttpClient client, byte[] content, string? mediaType = null)
    {
        var body = new ByteArrayContent(content);
        body.Headers.ContentType = mediaType is null ? null : new(mediaType);
        return client.PostAsync("/api/v1/documents", body, Token);
    }

    private static string? Text(JsonElement element, string field) => element.GetProperty(field).GetString();

    /// <summary>A body that is sent in chunks, without saying how long it is.</summary>
    private sealed class OfUnknownLength(byte[] content) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(content).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
