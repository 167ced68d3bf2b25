using MediatR;
using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.Features.Attestation;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Pages;

/// <summary>Where an attester, who has no account, sees the one statement that their link asks about, and answers.</summary>
public sealed class AttestationModel(IMediator mediator) : PublicPage(mediator)
{
    public ViewAttestation.Response? Asked { get; private set; }

    public AnswerAttestation.Response? Answered { get; private set; }

    /// <summary>Why the answer was not taken.</summary>
    public Refusal? Wrong { get; private set; }

    public string Token { get; private set; } = "";

    public void OnGet()
    {
    }

    public Task<IActionResult> OnPostView(string? link) => View(MailLink.Read(link).Token);

    public async Task<IActionResult> OnPostAnswer(string? token, AttestationAnswer? answer, int? minutes, string? reason)
    {
        if (answer is not { } given)
        {
            Wrong = new Refusal("request.invalid", "Choose an answer.");
            return await View(token ?? "");
        }

        var answered = await Mediator.Send(
            new AnswerAttestation.Command(token ?? "", given, given == AttestationAnswer.Corrected ? minutes : null, string.IsNullOrWhiteSpace(reason) ? null : reason),
            HttpContext.RequestAborted);
        if (answered.Refusal is { } refusal)
        {
            Wrong = refusal;
            return await View(token ?? "");
        }

        Answered = answered.Value;
        return Page();
    }

    private Task<IActionResult> View(string token)
    {
        Token = token;
        return Show(new ViewAttestation.Command(token), asked => Asked = asked);
    }
}
