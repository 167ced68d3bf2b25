using PeerCertification.Domain.Accounts;

namespace PeerCertification.Domain.Tests.Accounts;

public class AccountRulesTests
{
    [Fact]
    public void The_second_factor_moves_as_its_table_says_and_no_other_way()
    {
        var cells =
            from state in Enum.GetValues<SecondFactorState>()
            from act in Enum.GetValues<SecondFactorAct>()
            let to = SecondFactorLifecycle.Table.Decide(state, act)
            select (state, act, to: to.Refusal is null ? to.Value : (SecondFactorState?)null);

        Assert.Equal(
        [
            (SecondFactorState.Off, SecondFactorAct.Begin, SecondFactorState.Begun),
            (SecondFactorState.Off, SecondFactorAct.Confirm, null),
            (SecondFactorState.Off, SecondFactorAct.Remove, null),
            (SecondFactorState.Begun, SecondFactorAct.Begin, SecondFactorState.Begun),
            (SecondFactorState.Begun, SecondFactorAct.Confirm, SecondFactorState.On),
            (SecondFactorState.Begun, SecondFactorAct.Remove, null),
            (SecondFactorState.On, SecondFactorAct.Begin, null),
            (SecondFactorState.On, SecondFactorAct.Confirm, null),
            (SecondFactorState.On, SecondFactorAct.Remove, SecondFactorState.Off),
        ], cells);
    }

    [Theory]
    [InlineData(true, false, false, null)]
    [InlineData(true, true, false, "appointment.already_held")]
    [InlineData(false, false, false, "appointment.account_unknown")]
    [InlineData(false, true, false, "appointment.account_unknown")]
    [InlineData(true, false, true, "appointment.own_account")]
    [InlineData(true, true, true, "appointment.own_account")]
    public void An_appointment_takes_a_confirmed_account_of_somebody_else_that_does_not_hold_the_role(bool confirmed, bool holds, bool oneself, string? refused) =>
        Assert.Equal(refused, Appointments.RefuseAppointing(confirmed, holds, oneself)?.Code);

    [Theory]
    [InlineData(false, false, 0, null)]
    [InlineData(false, false, 1, null)]
    [InlineData(false, true, 2, null)]
    [InlineData(false, true, 1, "appointment.last_administrator")]
    [InlineData(true, false, 1, "appointment.already_ended")]
    [InlineData(true, true, 1, "appointment.already_ended")]
    public void An_appointment_ends_once_and_never_the_last_administrators(bool ended, bool administrator, int administrators, string? refused) =>
        Assert.Equal(refused, Appointments.RefuseEnding(ended, administrator, administrators)?.Code);
}
