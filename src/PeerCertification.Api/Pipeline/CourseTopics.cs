using FluentValidation;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Pipeline;

/// <summary>The topics of a course, wherever they are taken.</summary>
internal static class CourseTopics
{
    private const int Code = 60;
    private const int MostAlso = 20;

    internal static IRuleBuilderOptions<T, IReadOnlyList<TopicMinutes>> AreCourseTopics<T>(this IRuleBuilderInitial<T, IReadOnlyList<TopicMinutes>> topicsOf) => topicsOf.Cascade(CascadeMode.Stop)
        .Must(topics => topics.Count <= 50).WithMessage("A course has 50 topics at most.")
        .Must(topics => topics.All(t => t?.Topic.Trim().Length is > 0 and <= Code)).WithMessage($"A topic has 1 to {Code} characters.")
        .Must(topics => topics.DistinctBy(t => t.Topic.Trim(), StringComparer.OrdinalIgnoreCase).Count() == topics.Count).WithMessage("Name each topic once.")
        .Must(topics => topics.All(t => t.Also is { Count: <= MostAlso } && t.Also.All(also => also?.Trim().Length is > 0 and <= Code))).WithMessage($"A topic has {MostAlso} others beside it at most, of 1 to {Code} characters each.")
        .Must(topics => topics.All(t => t.Credits is not { } credits || (credits.Unit.Trim().Length is > 0 and <= Code && credits.Hundredths is > 0 and <= 10_000))).WithMessage("Credits have a unit, and are 1 to 10,000 hundredths.")
        .Must(topics => topics.SelectMany(t => t.Also.Append(t.Topic).Append(t.Credits?.Unit ?? "")).All(text => !text.Any(char.IsControl))).WithMessage("Control characters are not accepted.");
}
