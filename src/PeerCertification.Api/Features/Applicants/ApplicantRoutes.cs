using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Applicants;

/// <summary>A person's own record, its sensitive part, and who has read that.</summary>
internal static class ApplicantRoutes
{
    internal static void MapApplicants(this IEndpointRouteBuilder api)
    {
        var me = api.MapGroup("/applicants/me").WithTags("Applicants");
        var ana = Guid.Parse("0196b0a0-7c1e-7a00-8000-000000000001");
        var sensitive = new SensitiveData(new DateOnly(1984, 5, 17), "+1 555 0100", "12 Elm Street, Albany NY", LivedExperience.OwnSubstanceUse, new DateOnly(2019, 2, 3));

        me.MapPut("/", KeepRecord.Endpoint).RequirePermission(Permission.KeepOwnRecord).TakeIfMatch()
            .Produces<KeepRecord.Response>().Produces<KeepRecord.Response>(201).ProducesProblem(400).WithName(nameof(KeepRecord))
            .WithSummary("Begin one's own record, or replace what it says; If-Match is needed once it exists")
            .WithExample(new KeepRecord.Request("Ana Maria Lopez", EducationLevel.HighSchoolDiploma, "Ana"), new KeepRecord.Response(ana, "Ana Maria Lopez", "Ana", EducationLevel.HighSchoolDiploma, IsNew: true, 1));

        me.MapGet("/", ReadRecord.Endpoint).RequirePermission(Permission.KeepOwnRecord)
            .Produces<ReadRecord.Response>().ProducesProblem(404).WithName(nameof(ReadRecord))
            .WithSummary("Read one's own record")
            .WithExample(answer: new ReadRecord.Response(ana, "Ana Maria Lopez", "Ana", EducationLevel.HighSchoolDiploma, new DateTime(2026, 3, 1, 9, 30, 0, DateTimeKind.Utc), 1));

        me.MapPut("/sensitive", KeepSensitiveRecord.Endpoint).RequirePermission(Permission.KeepOwnRecord)
            .Produces<KeepSensitiveRecord.Response>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(422).WithName(nameof(KeepSensitiveRecord))
            .WithSummary("Replace one's birth date, contact and lived experience, which are stored encrypted")
            .WithExample(sensitive, new KeepSensitiveRecord.Response(["birthDate", "phone"], new DateTime(2026, 3, 1, 9, 30, 0, DateTimeKind.Utc)));

        me.MapGet("/sensitive", ReadSensitiveRecord.Endpoint).RequirePermission(Permission.KeepOwnRecord)
            .Produces<SensitiveData>().ProducesProblem(409).WithName(nameof(ReadSensitiveRecord))
            .WithSummary("Read one's own sensitive record; the reading is recorded")
            .WithExample(answer: sensitive);

        me.MapGet("/sensitive-reads", ListSensitiveReads.Endpoint).RequirePermission(Permission.KeepOwnRecord)
            .Produces<ListSensitiveReads.Response>().ProducesProblem(400).ProducesProblem(409).WithName(nameof(ListSensitiveReads))
            .WithSummary("See who read one's sensitive record, when and why; the newest first")
            .WithExample(answer: new ListSensitiveReads.Response([new(7, new DateTime(2026, 3, 4, 15, 0, 0, DateTimeKind.Utc), nameof(ReadApplicantSensitiveRecord), "To compare the recovery date with the attestation.", IsOwn: false, ana, [new(Role.Reviewer, "ncc-ap")])]));

        api.MapGet("/applications/{id:guid}/applicant/sensitive", ReadApplicantSensitiveRecord.Endpoint).RequirePermission(Permission.ReadSensitiveRecords).WithTags("Applicants")
            .Produces<SensitiveData>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ReadApplicantSensitiveRecord))
            .WithSummary("Read the sensitive record of somebody whose application one judges, as it was submitted, saying why; the person sees it")
            .WithExample(answer: sensitive);
    }
}
