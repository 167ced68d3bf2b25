using PeerCertification.Api.Operations;

// Requests in flight have the host's thirty seconds to be answered; the two that the command line gives would cut them off.
return await RegistryCommands.Create().Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(35) });

public partial class Program;
