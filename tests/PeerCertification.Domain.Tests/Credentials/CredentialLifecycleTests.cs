using PeerCertification.Domain.Credentials;

namespace PeerCertification.Domain.Tests.Credentials;

public class CredentialLifecycleTests
{
    /// <summary>The whole table, cell by cell; a dot is a refusal.</summary>
    private const string Matrix = """
        from         Issue   Renew   Extend    AwaitRenewal  EndAwait     ChangeName   Endorse  EndEndorsement  Deactivate  Reactivate  Suspend    LiftSuspension  Revoke   Surrender    Reinstate  RecordDeath  Vacate
        None         Active  .       .         .             .            .            .        .               .           .           .          .               .        .            .          .            .
        Active       .       Active  Active    Active        Active       Active       Active   Active          Inactive    .           Suspended  .               Revoked  Surrendered  .          Deceased     .
        Inactive     .       .       Inactive  .             Inactive     Inactive     .        Inactive        .           Active      .          .               Revoked  Surrendered  .          Deceased     .
        Suspended    .       .       .         .             Suspended    Suspended    .        Suspended       .           .           .          Active          Revoked  Surrendered  .          Deceased     .
        Revoked      .       .       .         .             Revoked      Revoked      .        Revoked         .           .           .          .               .        .            Active     Deceased     .
        Surrendered  .       .       .         .             Surrendered  Surrendered  .        Surrendered     .           .           .          .               .        .            Active     Deceased     .
        Deceased     .       .       .         .             Deceased     .            .        .               .           .           .          .               .        .            .          .            .
        """;

    public static TheoryData<CredentialState, CredentialActKind, CredentialState?> Cells()
    {
        var rows = Matrix.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var cells = new TheoryData<CredentialState, CredentialActKind, CredentialState?>();
        foreach (var row in rows.Skip(1))
        {
            foreach (var (act, to) in rows[0].Zip(row).Skip(1))
            {
                cells.Add(Enum.Parse<CredentialState>(row[0]), Enum.Parse<CredentialActKind>(act), to == "." ? null : Enum.Parse<CredentialState>(to));
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_cell_of_the_table_is_as_decided(CredentialState from, CredentialActKind act, CredentialState? to)
    {
        var moved = CredentialLifecycle.Table.Decide(from, act);

        Assert.Equal(to is null ? "credential.act_not_allowed" : null, moved.Refusal?.Code);
        if (to is { } state)
        {
            Assert.Equal(state, moved.Value);
        }
    }

    [Fact]
    public void The_matrix_has_a_cell_for_every_state_and_act() =>
        Assert.Equal(Enum.GetValues<CredentialState>().Length * Enum.GetValues<CredentialActKind>().Length, Cells().Count);
}
