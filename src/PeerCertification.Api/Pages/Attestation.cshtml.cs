using MediatR;
using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.Features.Attestation;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Pages;

/// <summary>Where an attester, who has no account, sees the one statement that their link asks about, and answers.</summary>
public sealed class AttestationModel(IMediator mediator) : LinkPage(mediator)
{
    public ViewAttestation.Response? Asked { get; private set; }

    public AnswerAttestation.Response? Answered { get; private set; }

    public string Token { get; private set; } = "";

    public void OnGet()
    {
    }

    public Task<IActionResult> OnPostView(string? link)
    {
        Token = MailLink.Read(link).Token;
        return Do(new ViewAttestation.Command(Token), asked =>
        {
            Asked = asked;
            return Task.FromResult<IActionResult>(Page());
        }, () => Task.FromResult<IActionResult>(Page()));
    }

    public async Task<IActionResult> OnPostAnswer(string? token, AttestationAnswer? answer, int? minutes, string? reason)
    {
        if (answer is not { } given)
        {
            return await Again(About("answer", new Refusal("request.invalid", "Choose an answer.")), () => View(token ?? ""));
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
