namespace PeerCertification.Api.Pipeline;

/// <summary>One cell, or the whole row where <paramref name="Field"/> is null, that cannot be taken, and why. The reason never repeats the cell.</summary>
public sealed record RefusedCell(int Row, string? Field, string Code, string Reason);
