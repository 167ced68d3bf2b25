using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Features.Staff;

/// <summary>Who works for a board.</summary>
internal static class StaffRoutes
{
    private static readonly Guid Appointment = new("0198c0de-0000-7000-8000-000000000001");

    private static readonly Guid Person = new("0198c0de-0000-7000-8000-000000000002");

    private static readonly DateTime Noon = new(2026, 3, 14, 16, 0, 0, DateTimeKind.Utc);

    internal static void MapStaff(this IEndpointRouteBuilder api)
    {
        var staff = api.MapGroup("/boards/{board}/staff").WithTags("Staff");

        staff.MapGet("/", ListStaff.Endpoint).RequirePermission(Permission.ReadBoardFiles)
            .Produces<ListStaff.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListStaff))
            .WithSummary("List who works for the board")
            .WithExample(answer: new ListStaff.Response([new(Appointment, Person, "rosa@board.example", Role.Reviewer, Noon, null)]));

        staff.MapPost("/", AppointStaff.Endpoint).RequirePermission(Permission.AppointStaff)
            .Produces<AppointStaff.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(AppointStaff))
            .WithSummary("Give somebody with an account a role at the board")
            .WithExample(new AppointStaff.Request("rosa@board.example", Role.Reviewer, "Hired on 1 March."), new AppointStaff.Response(Appointment, Role.Reviewer, Noon));

        staff.MapPost("/administrators", AppointAdministrator.Endpoint).RequirePermission(Permission.AppointAdministrators)
            .Produces<AppointAdministrator.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(AppointAdministrator))
            .WithSummary("Give any board an administrator, as an operator")
            .WithExample(new AppointAdministrator.Request("rosa@board.example", "The board's letter of 1 March."), new AppointAdministrator.Response(Appointment, Role.BoardAdministrator, Noon));

        staff.MapPost("/{id:guid}/end", EndAppointment.Endpoint).RequirePermission(Permission.AppointStaff)
            .Produces<EndAppointment.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(EndAppointment))
            .WithSummary("End somebody's role at the board")
            .WithExample(new EndAppointment.Request("Left on 14 March."), new EndAppointment.Response(Appointment, Role.Reviewer, Noon));
    }
}
