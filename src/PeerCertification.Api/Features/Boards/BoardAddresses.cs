using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Boards;

/// <summary>What is said where an address names a board, a credential type or a version that is not there.</summary>
internal static class BoardAddresses
{
    internal static Refusal NoBoard(string board) => new("board.not_found", $"There is no board \"{board}\"; GET /api/v1/boards lists them.");

    internal static Refusal NoCredentialType(string board, string type) =>
        new("credential_type.not_found", $"There is no credential \"{type}\" at a board \"{board}\"; GET /api/v1/boards/{{board}}/credential-types lists what a board awards.");
}
