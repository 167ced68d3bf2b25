using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Domain.Tests.Requirements.Publication;

public class DocumentBoundsTests
{
    [Fact]
    public void Every_seeded_document_is_within_the_bounds() =>
        Assert.All(SeedDocuments.Names, name => Assert.Null(DocumentBounds.Refuse(SeedDocuments.Text(name))));

    [Theory]
    [InlineData(DocumentBounds.MostDepth, null)]
    [InlineData(DocumentBounds.MostDepth + 1, "requirement_set.beyond_bounds")]
    [InlineData(10_000, "requirement_set.beyond_bounds")]
    public void It_goes_so_deep_and_no_deeper(int levels, string? code) =>
        Assert.Equal(code, DocumentBounds.Refuse(string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels))?.Code);

    [Theory]
    [InlineData(DocumentBounds.MostInOne, null)]
    [InlineData(DocumentBounds.MostInOne + 1, "requirement_set.beyond_bounds")]
    public void One_object_or_list_has_so_many_members(int members, string? code)
    {
        Assert.Equal(code, DocumentBounds.Refuse($"{{{string.Join(',', Enumerable.Range(0, members).Select(i => $"\"t{i}\":1"))}}}")?.Code);
        Assert.Equal(code, DocumentBounds.Refuse($"{{\"list\":[{string.Join(',', Enumerable.Repeat("1", members))}]}}")?.Code);
    }

    [Fact]
    public void The_whole_has_so_many_values() =>
        Assert.Equal("requirement_set.beyond_bounds", DocumentBounds.Refuse($"{{{string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"t{i}\":[{string.Join(',', Enumerable.Repeat("1", 500))}]"))}}}")?.Code);

    [Theory]
    [InlineData("1000000000", null)]
    [InlineData("1000000001", "requirement_set.beyond_bounds")]
    [InlineData("-1e400", "requirement_set.beyond_bounds")]
    [InlineData("99999999999999999999999999999999999999", "requirement_set.beyond_bounds")]
    public void Numbers_are_of_a_size_that_people_mean(string number, string? code) => Assert.Equal(code, DocumentBounds.Refuse($"{{\"a\":{number}}}")?.Code);

    [Theory]
    [InlineData(DocumentBounds.MostCharacters, null)]
    [InlineData(DocumentBounds.MostCharacters + 1, "requirement_set.beyond_bounds")]
    [InlineData(DocumentBounds.MostCharacters * 7, "requirement_set.beyond_bounds")]
    public void A_text_has_so_many_characters(int length, string? code) => Assert.Equal(code, DocumentBounds.Refuse($"{{\"a\":\"{new string('x', length)}\"}}")?.Code);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":1,\"a\":2}")] // one thing said twice
    [InlineData("{\"o\":{\"a\":1,\"\\u0061\":2}}")] // said twice in two spellings
    [InlineData("{\"a\":\"\\ud800\"}")] // half of a character
    [InlineData("{\"\\ud800\":1}")]
    public void What_is_no_object_or_says_one_thing_twice_is_refused(string document) => Assert.Equal("requirement_set.invalid", DocumentBounds.Refuse(document)?.Code);

    [Theory]
    [InlineData("{\"a\":\"\\u0000\"}")]
    [InlineData("{\"\\u0007\":1}")]
    public void Control_characters_are_refused(string document) => Assert.Equal("requirement_set.beyond_bounds", DocumentBounds.Refuse(document)?.Code);

    [Fact]
    public void The_same_name_in_two_objects_is_no_doubt() => Assert.Null(DocumentBounds.Refuse("{\"a\":{\"x\":1},\"b\":{\"x\":1},\"c\":[{\"x\":1},{\"x\":1}]}"));

    [Fact]
    public void A_document_has_so_many_bytes() => Assert.Equal("requirement_set.beyond_bounds", DocumentBounds.Refuse($"{{\"a\":\"{new string('\u00e9', DocumentBounds.MostBytes / 2)}\"}}")?.Code);
}
