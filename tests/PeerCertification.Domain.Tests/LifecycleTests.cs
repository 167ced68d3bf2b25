using PeerCertification.Domain.Applications;

namespace PeerCertification.Domain.Tests;

public class LifecycleTests
{
    [Fact]
    public void A_move_the_table_does_not_list_is_refused_with_the_lifecycles_code() =>
        Assert.Equal("application.act_not_allowed", ApplicationLifecycle.Table.Decide(ApplicationState.Denied, ApplicationAct.Approve).Refusal?.Code);
}
