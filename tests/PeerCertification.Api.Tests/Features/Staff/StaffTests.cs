using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Staff;

/// <summary>Appointing, ending and listing the staff of a board.</summary>
public abstract class StaffTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : StaffTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : StaffTests(api), IClassFixture<PostgresRegistry>;

    [Theory]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Officer)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.BoardAdministrator)]
    public async Task An_administrator_appoints_to_each_role_of_the_board_and_it_works_at_once(Role role)
    {
        var administrator = await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap");
        var email = await Api.AnAccount(Role.Applicant);
        var client = await Api.Client(email);
        await Refused(await List(client), "access.not_permitted");

        var appointed = await Answered(await Appoint(administrator, email, role), 201);

        Assert.Equal(role.ToString(), appointed.GetProperty("role").GetString());
        var row = Assert.Single(await Rows(client), r => r.GetProperty("id").GetGuid() == appointed.GetProperty("id").GetGuid());
        Assert.Equal(email, row.GetProperty("email").GetString());
    }

    [Fact]
    public async Task An_operator_appoints_a_boards_administrator_who_then_appoints_others()
    {
        var @operator = await Api.SignedInAs(Role.Operator);
        var (email, other) = (await Api.AnAccount(Role.Applicant), await Api.AnAccount(Role.Applicant));

        var appointed = await Answered(await AppointAdministrator(@operator, email), 201);

        Assert.Equal("BoardAdministrator", appointed.GetProperty("role").GetString());
        await Answered(await Appoint(await Api.Client(email), other, Role.Officer), 201);
        await Refused(await AppointAdministrator(@operator, email), "appointment.already_held");
        await Refused(await AppointAdministrator(@operator, "nobody@example.test"), "appointment.account_unknown");
        await Refused(await AppointAdministrator(@operator, other, "atlantis"), "board.not_found");
        await Refused(await AppointAdministrator(@operator, "nobody"), "request.invalid");
    }

    [Fact]
    public async Task Nobody_gives_themselves_a_role()
    {
        var (administrator, @operator) = (await Api.AnAccount(Role.BoardAdministrator, "ncc-ap"), await Api.AnAccount(Role.Operator));

        await Refused(await Appoint(await Api.Client(administrator), administrator.ToUpperInvariant(), Role.Officer), "appointment.own_account");
        await Refused(await AppointAdministrator(await Api.Client(@operator), @operator), "appointment.own_account");
    }

    [Fact]
    public async Task An_ended_appointment_works_no_longer_and_stays_known()
    {
        var administrator = await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap");
        var email = await Api.AnAccount(Role.Applicant);
        var id = (await Answered(await Appoint(administrator, email, Role.Reviewer), 201)).GetProperty("id").GetGuid();
        var reviewer = await Api.Client(email);
        await Answered(await List(reviewer));

        await Answered(await End(administrator, id));

        await Refused(await List(reviewer), "access.not_permitted");
        Assert.DoesNotContain(await Rows(administrator), r => r.GetProperty("id").GetGuid() == id);
        var ended = Assert.Single(await Rows(administrator, "?includeEnded=true&limit=100"), r => r.GetProperty("id").GetGuid() == id);
        Assert.StartsWith("2026-03-01", ended.GetProperty("endedAtUtc").GetString(), StringComparison.Ordinal);
        await Refused(await End(administrator, id), "appointment.already_ended");
        await Answered(await Appoint(administrator, email, Role.Reviewer), 201);
    }

    [Fact]
    public async Task Each_appointment_and_its_end_is_in_the_history_with_who_and_why_and_no_address()
    {
        var administrator = await Api.AnAccount(Role.BoardAdministrator, "ncc-ap");
        var client = await Api.Client(administrator);
        var email = await Api.AnAccount(Role.Applicant);
        var id = (await Answered(await Appoint(client, email, Role.Auditor), 201)).GetProperty("id").GetGuid();
        await Answered(await End(client, id));

        var entries = await Api.Stored(db => db.History.AsNoTracking().Where(h => db.Users.Any(u => u.Id == h.SubjectId && u.Email == email)).OrderBy(h => h.Sequence).ToListAsync(Token));

        Assert.Equal([("StaffAppointed", "Hired."), ("AppointmentEnded", "Left.")], entries.Select(e => (e.Event, e.Why ?? "")));
        var actor = await Api.Stored(db => db.Users.Where(u => u.Email == administrator).Select(u => u.Id).SingleAsync(Token));
        Assert.All(entries, e => Assert.Equal((actor, "AppointStaff", true), (e.ActorAccountId!.Value, e.Permission, e.BoardId is not null)));
        Assert.DoesNotContain(email, JsonSerializer.Serialize(entries), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Nobody_is_appointed_twice_to_one_role_nor_without_a_confirmed_account()
    {
        var administrator = await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap");
        var email = await Api.AnAccount(Role.Reviewer, "ncc-ap");
        var unconfirmed = AccountsWorld.AnAddress();
        await Answered(await Api.Post("", new { email = unconfirmed, password = RegistryApi.Password }), 202);

        await Refused(await Appoint(administrator, email, Role.Reviewer), "appointment.already_held");
        await Refused(await Appoint(administrator, unconfirmed, Role.Reviewer), "appointment.account_unknown");
        await Refused(await Appoint(administrator, "nobody@example.test", Role.Reviewer), "appointment.account_unknown");
    }

    [Theory]
    [InlineData(Role.Applicant)]
    [InlineData(Role.Operator)]
    public async Task A_role_that_no_board_gives_is_refused(Role role)
    {
        var problem = await Refused(await Appoint(await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap"), "ana@example.test", role), "request.invalid");

        Assert.Equal("role", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Two_administrators_who_end_each_other_at_once_leave_the_board_one()
    {
        foreach (var id in await Api.Stored(db => db.Grants.Where(g => g.Role == Role.BoardAdministrator && g.BoardId == db.Boards.Single(b => b.Code == "icrc").Id && g.EndedAtUtc == null).Select(g => g.Id).ToListAsync(Token)))
        {
            await Api.Stored(db => db.Grants.Where(g => g.Id == id).ExecuteUpdateAsync(set => set.SetProperty(g => g.EndedAtUtc, DateTime.UtcNow), Token));
        }

        var (one, two) = (await Api.AnAccount(Role.BoardAdministrator, "icrc"), await Api.AnAccount(Role.BoardAdministrator, "icrc"));
        var (first, second) = (await Api.Client(one), await Api.Client(two));

        var answers = await Task.WhenAll(End(first, await GrantOf(two), "icrc"), End(second, await GrantOf(one), "icrc"));

        Assert.Single(answers, a => a.IsSuccessStatusCode);
        var (last, name) = answers[0].IsSuccessStatusCode ? (first, one) : (second, two);
        await Refused(await End(last, await GrantOf(name), "icrc"), "appointment.last_administrator");
    }

    [Fact]
    public async Task Pages_follow_their_links_and_hold_each_appointment_once()
    {
        for (var i = 0; i < 3; i++)
        {
            await Api.AnAccount(Role.Auditor, "ncc-ap");
        }

        var client = await Api.SignedInAs(Role.Reviewer, "ncc-ap");
        var all = (await Rows(client, "?limit=100")).Select(r => r.GetProperty("id").GetGuid()).ToList();
        var paged = new List<Guid>();
        for (var next = "/api/v1/boards/ncc-ap/staff?limit=2"; next is not null;)
        {
            var page = await client.GetAsync(next, Token);
            paged.AddRange((await Answered(page)).GetProperty("staff").EnumerateArray().Select(r => r.GetProperty("id").GetGuid()));
            next = page.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        Assert.True(all.Count >= 4);
        Assert.Equal(all, paged);
        await Refused(await List(client, query: "?limit=0"), "request.invalid");
    }

    [Theory]
    [InlineData(Role.Applicant, null)]
    [InlineData(Role.Reviewer, "ncc-ap")]
    [InlineData(Role.Officer, "ncc-ap")]
    [InlineData(Role.Auditor, "ncc-ap")]
    [InlineData(Role.Operator, null)]
    public async Task Other_roles_neither_appoint_nor_end(Role role, string? board)
    {
        var client = await Api.SignedInAs(role, board);

        await Refused(await Appoint(client, "ana@example.test", Role.Reviewer), "access.not_permitted");
        await Refused(await End(client, Guid.NewGuid()), "access.not_permitted");
        if (role != Role.Operator)
        {
            await Refused(await AppointAdministrator(client, "ana@example.test"), "access.not_permitted");
        }
    }

    [Fact]
    public async Task The_administrator_of_another_board_sees_no_board_and_no_appointment_here()
    {
        var foreign = await Api.SignedInAs(Role.BoardAdministrator, "icrc");
        var here = await GrantOf(await Api.AnAccount(Role.Reviewer, "ncc-ap"));

        await Refused(await List(foreign), "board.not_found");
        await Refused(await Appoint(foreign, "ana@example.test", Role.Reviewer), "board.not_found");
        await Refused(await End(foreign, here), "board.not_found");
        await Refused(await End(foreign, here, "icrc"), "appointment.not_found");
        await Refused(await AppointAdministrator(foreign, "ana@example.test"), "access.not_permitted");
        await Refused(await List(foreign, "atlantis"), "board.not_found");
    }

    [Fact]
    public async Task Somebody_who_administers_one_board_and_reviews_at_another_appoints_only_at_the_first()
    {
        var email = await Api.AnAccount(Role.Reviewer, "ncc-ap");
        await Answered(await AppointAdministrator(await Api.SignedInAs(Role.Operator), email, "icrc"), 201);
        var client = await Api.Client(email);

        await Refused(await Appoint(client, await Api.AnAccount(Role.Applicant), Role.Officer), "access.not_permitted");
    }

    [Fact]
    public async Task Without_a_token_nothing_is_told()
    {
        var nobody = Api.CreateClient();

        await Refused(await List(nobody), "access.sign_in_needed");
        await Refused(await Appoint(nobody, "ana@example.test", Role.Reviewer), "access.sign_in_needed");
        await Refused(await AppointAdministrator(nobody, "ana@example.test"), "access.sign_in_needed");
        await Refused(await End(nobody, Guid.NewGuid()), "access.sign_in_needed");
    }

    [Fact]
    public async Task An_end_needs_a_reason()
    {
        var administrator = await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap");

        await Refused(await administrator.PostAsJsonAsync($"/api/v1/boards/ncc-ap/staff/{Guid.NewGuid()}/end", new { why = "" }, Token), "request.invalid");
    }

    private static Task<HttpResponseMessage> List(HttpClient client, string board = "ncc-ap", string query = "") => client.GetAsync($"/api/v1/boards/{board}/staff{query}", Token);

    private static async Task<List<JsonElement>> Rows(HttpClient client, string query = "?limit=100") => [.. (await Answered(await List(client, query: query))).GetProperty("staff").EnumerateArray()];

    private static Task<HttpResponseMessage> Appoint(HttpClient client, string email, Role role) =>
        client.PostAsJsonAsync("/api/v1/boards/ncc-ap/staff", new { email, role = role.ToString(), why = "Hired." }, Token);

    private static Task<HttpResponseMessage> AppointAdministrator(HttpClient client, string email, string board = "ncc-ap") =>
        client.PostAsJsonAsync($"/api/v1/boards/{board}/staff/administrators", new { email, why = "By letter." }, Token);

    private static Task<HttpResponseMessage> End(HttpClient client, Guid id, string board = "ncc-ap") =>
        client.PostAsJsonAsync($"/api/v1/boards/{board}/staff/{id}/end", new { why = "Left." }, Token);

    private Task<Guid> GrantOf(string email) =>
        Api.Stored(db => db.Grants.Where(g => g.EndedAtUtc == null && db.Users.Any(u => u.Id == g.AccountId && u.Email == email)).Select(g => g.Id).SingleAsync(Token));
}
