using System.Text;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Domain.Tests.Evidence;

public class DocumentContentTests
{
    [Theory]
    [InlineData("25504446 2D312E37", "application/pdf")]
    [InlineData("89504E47 0D0A1A0A", "image/png")]
    [InlineData("FFD8FFE0 00104A46", "image/jpeg")]
    [InlineData("FFD8FF", "image/jpeg")]
    [InlineData("FFD8", null)]
    [InlineData("89504E47 0A1A0A0A", null)] // a PNG that went through a text filter
    [InlineData("20255044 462D312E", null)] // a blank before the PDF
    [InlineData("4D5A9000 03000000", null)] // a Windows program
    [InlineData("", null)]
    public void The_first_bytes_tell_the_kind(string hex, string? mediaType) =>
        Assert.Equal(mediaType, DocumentContent.MediaTypeOf(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))));

    [Fact]
    public void A_page_that_calls_itself_a_pdf_is_none() => Assert.Null(DocumentContent.MediaTypeOf(Encoding.ASCII.GetBytes("<html>%PDF-1.7")));
}
