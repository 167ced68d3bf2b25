namespace PeerCertification.Domain.Accounts;

/// <summary>Whether an account is guarded by an authenticator app. Begun: a key was shown, no code of it seen yet.</summary>
public enum SecondFactorState { Off, Begun, On }

public enum SecondFactorAct { Begin, Confirm, Remove }

/// <summary>The second factor of an account. Beginning again gives another key; a factor that is on has to be removed, with a code, first.</summary>
public static class SecondFactorLifecycle
{
    public static readonly Lifecycle<SecondFactorState, SecondFactorAct> Table = new("A second factor", "account.second_factor_act_not_allowed", new Dictionary<(SecondFactorState, SecondFactorAct), SecondFactorState>
    {
        [(SecondFactorState.Off, SecondFactorAct.Begin)] = SecondFactorState.Begun,
        [(SecondFactorState.Begun, SecondFactorAct.Begin)] = SecondFactorState.Begun,
        [(SecondFactorState.Begun, SecondFactorAct.Confirm)] = SecondFactorState.On,
        [(SecondFactorState.On, SecondFactorAct.Remove)] = SecondFactorState.Off,
    });
}
