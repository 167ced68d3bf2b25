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

    public string Token { get; private set; } = "";

    public void OnGet()
    {
    }

    public Task<IActionResult> OnPostView(string? link) => View(MailLink.Read(link).Token);

    public async Task<IActionResult> OnPostAnswer(string? token, AttestationAnswer? answer, int? minutes, string? reason)
    {
        if (answer is not { } given)
        {
            return await Again(new Refusal("request.invalid", "Choose an answer."), () => View(token ?? ""));
        }

        var sent = new AnswerAttestation.Command(token ?? "", given, given == AttestationAnswer.Corrected ? minutes : null, string.IsNullOrWhiteSpace(reason) ? null : reason);
        return await Do(sent, answered =>
        {
            Answered = answered;
            return Task.FromResult<IActionResult>(Page());
        }, () => View(token ?? ""));
    }

    private Task<IActionResult> View(string token)
    {
        Token = token;
        return Show(new ViewAttestation.Command(token), asked => Asked = asked);
    }
}
