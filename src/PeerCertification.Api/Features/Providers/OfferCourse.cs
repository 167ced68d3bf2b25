using FluentValidation;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Providers;

/// <summary>A member writes down a course that the provider gives. It never changes; a changed course is another one.</summary>
public static class OfferCourse
{
    public sealed record Command(Guid ProviderId, string Title, TrainingMode Mode, IReadOnlyList<TopicMinutes> Topics) : ICommand<Response>;

    public sealed record Request(string Title, TrainingMode Mode, IReadOnlyList<TopicMinutes> Topics);

    public sealed record Response(Guid Id, string Title, TrainingMode Mode, IReadOnlyList<TopicMinutes> Topics, int Minutes);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const int LongestMinutes = 60_000;

        public Validator()
        {
            RuleFor(c => c.Title).NotEmpty().IsName(200);
            RuleFor(c => c.Mode).IsInEnum();
            RuleFor(c => c.Topics).AreCourseTopics()
                .Must(topics => topics.Count > 0).WithMessage("A course needs at least one topic with its minutes.")
                .Must(topics => topics.All(t => t.Minutes is > 0 and <= LongestMinutes) && topics.Sum(t => t.Minutes) <= LongestMinutes).WithMessage($"Each topic needs at least one minute; all together have {LongestMinutes} at most.");
        }
    }

    internal sealed class Handler(RegistryContext db, ProviderAccess providers, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await providers.Own(command.ProviderId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var course = new Course
            {
                Id = Ids.New(clock),
                ProviderId = command.ProviderId,
                Title = command.Title.Trim(),
                Mode = command.Mode,
                Topics = command.Topics,
                Minutes = command.Topics.Sum(t => t.Minutes),
                OfferedAtUtc = clock.UtcNow(),
            };
            db.Courses.Add(course);
            history.Record(RegistryEvent.CourseOffered, new About(SubjectId: course.Id), after: new { course.ProviderId, course.Title, course.Mode, course.Minutes });
            return new Response(course.Id, course.Title, course.Mode, course.Topics, course.Minutes);
        }
    }

    internal static async Task<IResult> Endpoint(Guid providerId, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(providerId, request.Title, request.Mode, request.Topics), cancellationToken))
            .ToHttp(course => Results.Created($"/api/v1/providers/{providerId}/courses", course));
}
