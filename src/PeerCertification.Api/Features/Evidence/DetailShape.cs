using FluentValidation;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain.ContinuingEducation;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Evidence;

/// <summary>The shape of what can be offered, kind by kind: what must be there and how long it may be. What is plausible, EvidenceRules judges.</summary>
internal sealed class DetailShape : AbstractValidator<EvidenceDetail>
{
    private const int Name = 200;
    private const int Code = 60;

    private const int Tags = 20;

    public DetailShape()
    {
        RuleFor(d => d.Tags).Cascade(CascadeMode.Stop).NotNull().Must(tags => tags.Count <= Tags).WithMessage($"An entry has {Tags} tags at most.");
        RuleForEach(d => d.Tags).NotEmpty().IsPlainText(Code)
            .Must(tag => !CourseApproval.Reserved.Contains(tag?.Trim(), StringComparer.OrdinalIgnoreCase)).WithMessage("Only a training provider's roster brings this word.");
        RuleFor(d => d).SetInheritanceValidator(kinds => kinds
        .Add(Of<EvidenceDetail.Training>(shape =>
        {
            shape.RuleFor(t => t.Posted).Null().WithMessage("Only a training provider's roster brings this.");
            shape.RuleFor(t => t.Title).NotEmpty().IsName(Name);
            shape.RuleFor(t => t.Provider).NotEmpty().IsName(Name);
            shape.RuleFor(t => t.Topics).AreCourseTopics();
        }))
        .Add(Of<EvidenceDetail.Practice>(shape =>
        {
            shape.RuleFor(p => p.Domains).Must(domains => domains.Count <= 4 && domains.Distinct().Count() == domains.Count).WithMessage("Name each domain once.");
            shape.RuleFor(p => p.Setting).NotEmpty().IsName(Name);
            shape.RuleFor(p => p.Population).IsName(Name);
            shape.RuleFor(p => p.Topic).IsPlainText(Code);
            shape.RuleFor(p => p.SupervisorName).NotEmpty().IsName(Name);
            shape.RuleFor(p => p.SupervisorEmail).MailAddress();
        }))
        .Add(Of<EvidenceDetail.Supervision>(shape =>
        {
            shape.RuleFor(s => s.Topic).IsPlainText(Code);
            shape.RuleFor(s => s.SupervisorName).NotEmpty().IsName(Name);
            shape.RuleFor(s => s.SupervisorEmail).MailAddress();
        }))
        .Add(Of<EvidenceDetail.Exam>(shape => shape.RuleFor(e => e.ExamCode).NotEmpty().IsPlainText(Code)))
        .Add(Of<EvidenceDetail.Reference>(shape =>
        {
            shape.RuleFor(r => r.RefereeName).NotEmpty().IsName(Name);
            shape.RuleFor(r => r.RefereeEmail).MailAddress();
            shape.RuleFor(r => r.Relation).NotEmpty().IsName(Name);
            shape.RuleFor(r => r.KnownMonths).InclusiveBetween(0, 1200);
        }))
        .Add(Of<EvidenceDetail.Education>(shape => shape.RuleFor(e => e.Institution).NotEmpty().IsName(Name)))
        .Add(Of<EvidenceDetail.SignedDocument>(shape =>
        {
            shape.RuleFor(d => d.DocumentCode).NotEmpty().IsPlainText(Code);
            shape.RuleFor(d => d.DocumentVersion).NotEmpty().IsPlainText(Code);
        }))
        .Add(Of<EvidenceDetail.Statement>(shape =>
        {
            shape.RuleFor(s => s.Code).NotEmpty().IsPlainText(Code);
            shape.RuleFor(s => s.Percent).InclusiveBetween(0, 100);
        })));
    }

    private static InlineValidator<T> Of<T>(Action<InlineValidator<T>> rules)
        where T : EvidenceDetail
    {
        var shape = new InlineValidator<T>();
        rules(shape);
        return shape;
    }
}
