using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Pages;

/// <summary>The pages on which members of an organisation send roster files and take the answers.</summary>
public abstract class RosterFilePagesTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : RosterFilePagesTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : RosterFilePagesTests(api), IClassFixture<PostgresRegistry>;

    private const string Boundary = "between-the-parts";

    private static readonly byte[] One = Encoding.UTF8.GetBytes("number\nx");

    [Fact]
    public async Task A_file_is_sent_for_a_day_and_its_answers_are_taken_in_both_forms_as_the_API_gives_them()
    {
        var number = await Api.ACredential("NCPRSS", new(2025, 6, 1), name: "Ana Núñez");
        var email = await Api.AnAccount(Role.Applicant);
        var browser = await Api.ASignedInBrowser(email);
        var organisation = await browser.AnOrganisation();
        Assert.Contains("No file was sent in the last 30 days.", (await browser.Opens(Files(organisation))).Text, StringComparison.Ordinal);

        var sent = await browser.PostsFile(To(organisation), Encoding.UTF8.GetBytes($"\uFEFF\"Number\"\r\n{number}\r\nno number\r\n"), ("on", "2026-01-15"), ("purpose", "Monthly check"));

        var file = FileOf(sent);
        Assert.EndsWith("?did=file-taken", sent.LeadsTo, StringComparison.Ordinal);
        var waits = (await browser.Opens(file)).Text;
        Assert.All(["Waits for its turn", "0 of 2", "January 15, 2026", "Monthly check", "Look again"], said => Assert.Contains(said, waits, StringComparison.Ordinal));
        Assert.DoesNotContain("answers.csv", waits, StringComparison.Ordinal);
        await FilesAreAnswered();
        var done = (await browser.Opens(file)).Text;
        Assert.All(["<strong>Answered</strong>", "2 of 2", "Kept until", "March 31, 2026", "Rows without an answer: 1", "Row 2: "], said => Assert.Contains(said, done, StringComparison.Ordinal));
        Assert.DoesNotContain("handler=cancel", done, StringComparison.Ordinal);
        var listed = (await browser.Opens(Files(organisation))).Text;
        Assert.All([$"href=\"{file}\"", "(Monthly check)", "2 of 2 rows answered"], said => Assert.Contains(said, listed, StringComparison.Ordinal));

        foreach (var (ending, kind) in new[] { ("csv", "text/csv"), ("ndjson", "application/x-ndjson") })
        {
            var taken = await browser.Client.GetAsync($"{file}/answers.{ending}", Token);
            Assert.Equal((kind, "no-store", $"roster-answers-2026-03-01.{ending}"), (taken.Content.Headers.ContentType?.MediaType, taken.Headers.CacheControl?.ToString(), taken.Content.Headers.ContentDisposition?.FileName?.Trim('"')));
            var (api, page) = (await OfTheApi(email, organisation, file, kind), await taken.Content.ReadAsByteArrayAsync(Token));
            Assert.Equal(ending == "csv" ? [.. Encoding.UTF8.Preamble, .. api] : api, page); // spreadsheets look for it
        }

        var asked = await Api.WithQuestionsSortedIn(db => db.Lookups.SingleAsync(l => l.Number == number, Token));
        Assert.Equal((IdOf(organisation), "Monthly check"), (asked.OrganisationId, asked.Purpose));
        var fileId = IdOf(file);
        Assert.Equal("VerifyRosters", await Api.Stored(db => db.History.Where(h => h.SubjectId == fileId).Select(h => h.Permission).SingleAsync(Token)));
    }

    [Fact]
    public async Task What_is_asked_for_and_not_sent_carries_no_file()
    {
        var browser = await Api.ASignedInBrowser();
        using var asked = new HttpRequestMessage(HttpMethod.Get, To(await browser.AnOrganisation())) { Content = new MultipartFormDataContent(Boundary) { { new ByteArrayContent(One), "file", "people.csv" } } };

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await browser.Client.SendAsync(asked, Token)).StatusCode);
    }

    [Fact]
    public async Task Nothing_is_read_of_what_somebody_sends_who_is_not_signed_in()
    {
        using var large = new CountedBytes(32 * 1024 * 1024);
        using var form = new MultipartFormDataContent(Boundary) { { new StreamContent(large), "file", "people.csv" } };

        await Api.CreateClient(new() { AllowAutoRedirect = false }).PostAsync(To($"/organisations/{Guid.NewGuid()}"), form, Token);

        Assert.InRange(large.Taken, 0, 1024 * 1024); // what lies between the two
    }

    [Fact]
    public async Task Many_rows_without_an_answer_are_told_as_a_number_and_the_first_twenty()
    {
        var browser = await Api.ASignedInBrowser(language: "es");
        var file = FileOf(await browser.PostsFile(To(await Opened(browser)), Encoding.UTF8.GetBytes("number\n" + string.Concat(Enumerable.Repeat("x\n", 1234)))));
        await FilesAreAnswered();

        var done = (await browser.Opens(file)).Text;

        Assert.All(["Filas sin respuesta: 1\u00a0234", "Fila 20: Esto no es un número de credencial", "Estas son las primeras 20."], said => Assert.Contains(said, done, StringComparison.Ordinal));
        Assert.DoesNotContain("Fila 21", done, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_sent_twice_by_one_form_is_one_file()
    {
        var browser = await Api.ASignedInBrowser();
        var organisation = await Opened(browser);
        var before = Kept();

        var (first, second) = (await browser.PostsFile(To(organisation), One, ("once", "the-same-form")), await browser.PostsFile(To(organisation), One, ("once", "the-same-form")));

        Assert.NotNull(first.LeadsTo);
        Assert.Equal(first.LeadsTo, second.LeadsTo);
        Assert.Equal(before + 1, Kept());
        await Stopped(browser, FileOf(first));
    }

    [Fact]
    public async Task A_form_whose_mark_was_forged_is_not_said_to_have_a_bad_file()
    {
        var browser = await Api.ASignedInBrowser();

        var refused = await browser.PostsFile(To(await Opened(browser)), One, ("once", new string('x', 101)));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.DoesNotContain("file-why", refused.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "file")]
    [InlineData("name,number\nAna,NCPRSS-0000042-J", "file")]
    [InlineData("%PDF-1.7\n%\u00e2\u00e3", "file")]
    [InlineData("number\n\n  \n", "file")] // nobody on it
    [InlineData("number\nx", "on", "yesterday")]
    [InlineData("number\nx", "on", "1850-01-01")]
    [InlineData("number\nx", "purpose", "2026-01-15", 101)]
    public async Task What_cannot_be_taken_is_refused_beside_its_field_and_nothing_of_it_is_kept(string csv, string field, string on = "2026-01-15", int purpose = 10)
    {
        var browser = await Api.ASignedInBrowser();
        var organisation = await Opened(browser);
        var before = Kept();

        RefusesBeside(field, HttpStatusCode.BadRequest, await browser.PostsFile(To(organisation), Encoding.UTF8.GetBytes(csv), ("on", on), ("purpose", new string('x', purpose))));

        Assert.Equal(before, Kept());
        Assert.Contains("No file was sent", (await browser.Opens(Files(organisation))).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name\nAna", "La primera fila del archivo no es la palabra number.")]
    [InlineData("number\n \n", "El archivo no tiene ninguna fila debajo de la primera.")]
    public async Task A_reader_of_Spanish_is_told_what_is_wrong_with_the_file(string csv, string said)
    {
        var browser = await Api.ASignedInBrowser(language: "es");
        var organisation = await Opened(browser);

        var refused = await browser.PostsFile(To(organisation), Encoding.UTF8.GetBytes(csv));

        RefusesBeside("file", HttpStatusCode.BadRequest, refused);
        Assert.Equal(3, refused.Text.Split(said).Length); // above the form and beside the field
    }

    [Fact]
    public async Task What_is_too_large_is_told_so_beside_the_file_and_nothing_of_it_is_kept()
    {
        var browser = await Api.ASignedInBrowser();
        var organisation = await Opened(browser);
        var before = Kept();
        var large = new Watched(34 * 1024 * 1024);

        var refused = await browser.PostsFile(To(organisation), large, ("purpose", "Monthly check"));
        Assert.Equal(large.Bytes, large.Sent); // a browser that is cut off while it sends shows no answer
        RefusesBeside("file", HttpStatusCode.RequestEntityTooLarge, refused);
        Assert.All(["The request is too large", "The file is larger than 32 MB."], said => Assert.Contains(said, refused.Text, StringComparison.Ordinal));
        Assert.Contains("value=\"Monthly check\"", refused.Text, StringComparison.Ordinal);
        var rows = await browser.PostsFile(To(organisation), Encoding.UTF8.GetBytes("number\n" + string.Concat(Enumerable.Repeat("x\n", 1_000_001))));
        RefusesBeside("file", HttpStatusCode.RequestEntityTooLarge, rows);
        Assert.All(["The roster file has too many rows", "more than 1,000,000 rows"], said => Assert.Contains(said, rows.Text, StringComparison.Ordinal));

        Assert.Equal(before, Kept());
    }

    [Fact]
    public async Task A_second_file_waits_until_the_first_is_stopped_which_is_done_once()
    {
        var browser = await Api.ASignedInBrowser();
        var organisation = await Opened(browser);
        var file = FileOf(await browser.PostsFile(To(organisation), One));

        var second = await browser.PostsFile(To(organisation), One);
        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        Assert.Contains("Another roster file is being answered for you now", second.Text, StringComparison.Ordinal);
        var tooEarly = await browser.Opens($"{file}/answers.csv");
        Assert.Equal(HttpStatusCode.Conflict, tooEarly.Status);
        Assert.All(["<html", "The answers are there when all rows are answered."], said => Assert.Contains(said, tooEarly.Text, StringComparison.Ordinal));
        var waiting = (await browser.Opens(Files(organisation))).Text;
        Assert.Contains("One file is answered at a time.", waiting, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"file\"", waiting, StringComparison.Ordinal);

        foreach (var _ in Enumerable.Range(1, 2))
        {
            Assert.Equal($"{file}?did=file-stopped", (await browser.Posts($"{file}?handler=cancel", ("once", "stop-it"))).LeadsTo);
        }

        var stopped = await browser.Opens(file);
        Assert.All(["<strong>Stopped</strong>", "has no answers"], said => Assert.Contains(said, stopped.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("answers.csv", stopped.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=cancel", stopped.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await browser.Posts($"{file}?handler=cancel", ("once", "stop-it-again"))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await browser.Opens($"{file}/answers.csv")).Status);
        await Stopped(browser, FileOf(await browser.PostsFile(To(organisation), One)));
    }

    [Fact]
    public async Task The_files_of_an_organisation_are_for_its_members_alone()
    {
        var browser = await Api.ASignedInBrowser();
        var organisation = await Opened(browser);
        var file = FileOf(await browser.PostsFile(To(organisation), One));
        var (other, officer, before) = (await Api.ASignedInBrowser(), await Api.ASignedInBrowser(await Api.AnAccount(Role.Officer, "ncc-ap")), Kept());
        var own = await Opened(other);

        foreach (var address in new[] { Files(organisation), file, $"{file}/answers.csv", $"{file}/answers.ndjson", Files(own) + file[Files(organisation).Length..], $"{Files(own)}{file[Files(organisation).Length..]}/answers.csv" })
        {
            Assert.True((await other.Opens(address)).Status == HttpStatusCode.NotFound, address);
            Assert.True((await officer.Opens(address)).Status == HttpStatusCode.Forbidden, address);
            Assert.Equal($"/sign-in?back={Uri.EscapeDataString(address)}", (await Api.ABrowser().Opens(address)).LeadsTo);
        }

        await other.Opens(own);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostsFile(To(organisation), One)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Posts($"{file}?handler=cancel")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Posts($"{Files(own)}{file[Files(organisation).Length..]}?handler=cancel")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.PostsFile(To(organisation), One)).Status);
        Assert.StartsWith("/sign-in", (await Api.ABrowser().PostsFile(To(organisation), One)).LeadsTo, StringComparison.Ordinal);
        Assert.Equal(before, Kept());
        await Stopped(browser, file);
    }

    [Fact]
    public async Task A_form_that_is_not_ours_or_cannot_be_read_sends_nothing()
    {
        var browser = await Api.ASignedInBrowser();
        var (organisation, before, other) = (await Opened(browser), Kept(), await Api.ASignedInBrowser());
        await Opened(other);
        var (ours, file) = (Part("name=\"__RequestVerificationToken\"", browser.FormKey), Part("name=\"file\"; filename=\"roster.csv\"", "number\nx"));

        foreach (var (form, status) in new (string, int)[]
        {
            (file, 400),
            (Part("name=\"__RequestVerificationToken\"", other.FormKey) + file, 400),
            (file + ours, 400), // the key comes too late
            (ours + file + Part("name=\"on\"", "2026-01-15"), 400), // so does the day
            (ours, 400), // no file
            (ours + Part("name=\"file\"; filename=\"\"", ""), 400), // none was chosen
            (ours + Part("name=\"on\"\r\nContent-Type: text/plain; charset=utf-7", "2026-01-15") + file, 415),
            (ours + Part("name=\"purpose\"", new string('x', 5000)) + file, 400),
            (ours + Part("filename=\"roster.csv\"", "number\nx"), 400), // a part without a name
            (string.Concat(Enumerable.Range(0, 17).Select(i => Part($"name=\"f{i}\"", ""))) + file, 400),
        })
        {
            Refused(status, form, await browser.Posts(To(organisation), Raw($"{form}--{Boundary}--\r\n")));
        }

        Refused(400, "it breaks off", await browser.Posts(To(organisation), Raw(ours + file[..^1])));
        Refused(400, "no part", await browser.Posts(To(organisation), Raw("number\nx")));
        Refused(415, "no parts", await browser.Posts(To(organisation), ("purpose", "x")));
        Assert.Equal(before, Kept());
        Assert.Equal(Files(organisation) + "?lang=es", (await browser.Opens($"{To(organisation)}?lang=es")).LeadsTo);
        await Stopped(browser, FileOf(await browser.Posts(To(organisation), Raw($"{ours}{file}--{Boundary}--\r\n"))));

        static void Refused(int status, string form, ShownPage page)
        {
            Assert.True((int)page.Status == status, $"{form}: {page.Status}");
            Assert.Contains("<html", page.Text, StringComparison.Ordinal);
        }
    }

    private static string Part(string said, string content) => $"--{Boundary}\r\nContent-Disposition: form-data; {said}\r\n\r\n{content}\r\n";

    private static StringContent Raw(string form) => new(form) { Headers = { ContentType = MediaTypeHeaderValue.Parse($"multipart/form-data; boundary={Boundary}") } };

    private static void RefusesBeside(string field, HttpStatusCode status, ShownPage page)
    {
        Assert.Equal(status, page.Status);
        Assert.Contains($"<a href=\"#{field}\">", page.Text, StringComparison.Ordinal);
        Assert.Contains($" id=\"{field}\"", page.Text, StringComparison.Ordinal);
        Assert.Contains($"id=\"{field}-why\"", page.Text, StringComparison.Ordinal);
    }

    private static string Files(string organisation) => $"{organisation}/roster-files";

    private static string To(string organisation) => $"{Files(organisation)}/send";

    private static string FileOf(ShownPage sent) => sent.LeadsTo?.Split('?')[0] ?? throw new InvalidOperationException(sent.Text);

    private static Guid IdOf(string address) => Guid.Parse(address.Split('/')[^1]);

    /// <summary>A new organisation, and the browser at its form for files.</summary>
    private static async Task<string> Opened(PageBrowser browser)
    {
        var organisation = await browser.AnOrganisation();
        await browser.Opens(Files(organisation));
        return organisation;
    }

    private static async Task Stopped(PageBrowser browser, string file) => Assert.NotNull((await browser.Posts($"{file}?handler=cancel")).LeadsTo);

    private async Task<byte[]> OfTheApi(string email, string organisation, string file, string kind)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/rosters/files/{IdOf(file)}/answers") { Headers = { Accept = { new MediaTypeWithQualityHeaderValue(kind) } } };
        request.Headers.Add("X-Organisation", IdOf(organisation).ToString());
        return await (await (await Api.Client(email)).SendAsync(request, Token)).Content.ReadAsByteArrayAsync(Token);
    }

    private async Task FilesAreAnswered() =>
        Assert.Equal("Succeeded", (await Answered(await (await Api.SignedInAs(Role.Operator)).PostAsJsonAsync("/api/v1/jobs/AnswerRosterFiles/runs", new { }, Token))).GetProperty("outcome").GetString());

    /// <summary>How many documents there are.</summary>
    private int Kept() => Directory.Exists(Path.Combine(Api.Folder, "documents")) ? Directory.EnumerateFiles(Path.Combine(Api.Folder, "documents"), "*", SearchOption.AllDirectories).Count() : 0;

    /// <summary>A file of so many bytes that knows how many of them were taken.</summary>
    private sealed class Watched(int bytes) : HttpContent
    {
        internal int Bytes => bytes;

        internal int Sent { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var block = new byte[64 * 1024]; Sent < bytes; Sent += block.Length)
            {
                await stream.WriteAsync(block, Token);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes;
            return true;
        }
    }

    /// <summary>So many zeros, and how many of them somebody has taken.</summary>
    private sealed class CountedBytes(int length) : MemoryStream(new byte[length], writable: false)
    {
        public int Taken { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, Math.Min(count, 16 * 1024));
            Taken += read;
            return read;
        }

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            var buffer = new byte[16 * 1024];
            for (var read = Read(buffer, 0, buffer.Length); read > 0; read = Read(buffer, 0, buffer.Length))
            {
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
    }
}
