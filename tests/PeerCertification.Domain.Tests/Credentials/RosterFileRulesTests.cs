using PeerCertification.Domain.Credentials;

namespace PeerCertification.Domain.Tests.Credentials;

public class RosterFileRulesTests
{
    [Fact]
    public void A_roster_file_moves_as_its_table_says_and_no_other_way()
    {
        var moves = new Dictionary<RosterFileState, string>
        {
            // In the order Begin Finish Fail Cancel; - where it is refused.
            [RosterFileState.Queued] = "Running - - Cancelled",
            [RosterFileState.Running] = "Running Finished Failed Cancelled",
            [RosterFileState.Finished] = "- - - -",
            [RosterFileState.Failed] = "- - - -",
            [RosterFileState.Cancelled] = "- - - -",
        };
        foreach (var state in Enum.GetValues<RosterFileState>())
        {
            var row = Enum.GetValues<RosterFileAct>().Select(act => RosterFileLifecycle.Table.Decide(state, act)).Select(o => o.Refusal is null ? o.Value.ToString() : "-");
            Assert.Equal($"{state}: {moves[state]}", $"{state}: {string.Join(' ', row)}");
        }
    }

    [Fact]
    public void A_file_is_open_while_it_can_still_be_cancelled() =>
        Assert.Equal(Enum.GetValues<RosterFileState>().Where(s => RosterFileLifecycle.Table.Decide(s, RosterFileAct.Cancel).Refusal is null), RosterFileLifecycle.Open);
}
