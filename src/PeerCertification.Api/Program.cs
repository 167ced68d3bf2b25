using PeerCertification.Api.Operations;

return await RegistryCommands.Create().Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false });

public partial class Program;
