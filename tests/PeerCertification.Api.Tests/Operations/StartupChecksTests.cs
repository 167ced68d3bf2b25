namespace PeerCertification.Api.Tests.Operations;

public sealed class StartupChecksTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("peercert-start-").FullName;

    [Fact]
    public async Task Outside_development_it_refuses_to_start_without_the_place_of_its_keys_and_says_so()
    {
        using var registry = RegistryProcess.Start(_folder, "Production", "serve", "--urls", "http://127.0.0.1:0");

        Assert.Equal(2, await registry.ExitCode());
        Assert.Contains("Data:KeysFolder", registry.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_development_it_refuses_to_start_without_a_mail_server_and_an_address_for_links()
    {
        using var registry = RegistryProcess.Start(_folder, "Production", "serve", "--urls", "http://127.0.0.1:0", $"--Data:KeysFolder={_folder}");

        Assert.Equal(2, await registry.ExitCode());
        Assert.All(["Mail:Smtp:Host", "Mail:Smtp:From", "Registry:PublicAddress"], setting => Assert.Contains(setting, registry.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("Data:KeysFolder", registry.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostgreSQL_without_an_address_is_refused_by_name()
    {
        using var registry = RegistryProcess.Start(_folder, "Development", "migrate", "--Database:Provider=Postgres");

        Assert.Equal(2, await registry.ExitCode());
        Assert.Contains("Database:ConnectionString", registry.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_for_help_it_lists_its_verbs()
    {
        using var registry = RegistryProcess.Start(_folder, "Development", "--help");

        Assert.Equal(0, await registry.ExitCode());
        Assert.All(["serve", "migrate", "seed"], verb => Assert.Contains(verb, registry.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_SIGTERM_it_stops_by_itself_and_says_so_with_its_exit_code()
    {
        using var registry = RegistryProcess.Start(_folder, "Development", "serve", "--urls", "http://127.0.0.1:0", $"--Data:Folder={_folder}", "--Demo:Enabled=false");
        await registry.Listening;

        Assert.Equal(0, await registry.Terminate());
    }

    [Fact]
    public async Task The_tour_comes_to_its_end()
    {
        using var tour = RegistryProcess.Start(_folder, "Development", "tour");

        Assert.True(await tour.ExitCode() == 0, tour.Output);
        Assert.Contains("The tour is over", tour.Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
