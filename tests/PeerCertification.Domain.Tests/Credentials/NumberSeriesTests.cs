using FsCheck;
using FsCheck.Fluent;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Domain.Tests.Credentials;

public class NumberSeriesTests
{
    [Fact]
    public void A_number_is_its_step_further_than_the_last()
    {
        var issued = NumberSeries.After("NCPRSS", 1_000_000, 5).Value;

        Assert.Equal(1_000_005, issued.Serial);
        Assert.Equal(CredentialNumber.Compose("NCPRSS", 1_000_005), issued.Number);
    }

    [Fact]
    public void A_serial_without_an_issuable_check_character_is_passed_over()
    {
        var barren = Enumerable.Range(1_000_000, 1_000).First(serial => CredentialNumber.Compose("NCPRSS", serial) is null);

        var issued = NumberSeries.After("NCPRSS", barren - 1, 1).Value;

        Assert.True(issued.Serial > barren);
        Assert.Equal(CredentialNumber.Compose("NCPRSS", issued.Serial), issued.Number);
    }

    [Fact]
    public void Numbers_always_rise_and_always_read_back() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
            Gen.Choose(0, 9_990_000).Zip(Gen.Choose(NumberSeries.ShortestStep, NumberSeries.LongestStep)).ToArbitrary(),
            drawn =>
            {
                var issued = NumberSeries.After("PR", drawn.Item1, drawn.Item2).Value;
                return issued.Serial >= drawn.Item1 + drawn.Item2 && CredentialNumber.Read(issued.Number).Value == issued.Number;
            }));

    [Fact]
    public void A_series_that_has_ended_is_refused() =>
        Assert.Equal("credential.number_series_exhausted", NumberSeries.After("NCPRSS", CredentialNumber.LastSerial, 1).Refusal?.Code);

    [Theory]
    [InlineData(0)]
    [InlineData(998)]
    public void A_step_out_of_bounds_is_a_defect(int step) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NumberSeries.After("NCPRSS", 1_000_000, step));
}
