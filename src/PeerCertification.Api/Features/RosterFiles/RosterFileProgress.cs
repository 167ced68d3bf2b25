using System.Linq.Expressions;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.RosterFiles;

/// <summary>How far a roster file has come.</summary>
/// <param name="On">The day asked about; null for the day at each board when it was asked.</param>
/// <param name="KnownAtUtc">The one instant by which every row is answered.</param>
/// <param name="RowsRefused">How many of those that are done have no answer, but a code and a reason.</param>
/// <param name="Error">Of what kind the error was that stopped it last, <c>too_many_unknown</c> where it was given up since too many of its numbers belong to nobody, or null.</param>
/// <param name="FirstRefused">The first rows without an answer, where one finished file is looked at; else null.</param>
public sealed record RosterFileProgress(Guid Id, RosterFileState State, DateTime RequestedAtUtc, DateTime? EndedAtUtc, DateOnly? On, DateTime KnownAtUtc, string? Purpose, int Rows, int RowsDone, int RowsRefused, string? Error, IReadOnlyList<RefusedRow>? FirstRefused)
{
    internal static readonly Expression<Func<RosterFile, RosterFileProgress>> Shown = f => new RosterFileProgress(f.Id, f.State, f.RequestedAtUtc, f.EndedAtUtc, f.On, f.KnownAtUtc, f.Purpose, f.Rows, f.RowsDone, f.RowsRefused, f.Error, null);

    private static readonly Func<RosterFile, RosterFileProgress> Show = Shown.Compile();

    internal static RosterFileProgress Of(RosterFile file) => Show(file);
}
