using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PeerCertification.Domain.Requirements.Publication;

/// <summary>
/// What a document may be at most, before anybody reads it as rules: one pass over its bytes, which ends at the first thing that is beyond. The
/// bounds are far above any real document and far below what would take a second to read.
/// </summary>
public static class DocumentBounds
{
    /// <summary>In bytes of UTF-8.</summary>
    public const int MostBytes = 512 * 1024;

    /// <summary>Objects and lists inside each other.</summary>
    public const int MostDepth = 64;

    /// <summary>Members of one object, or items of one list.</summary>
    public const int MostInOne = 1_000;

    /// <summary>Values of any kind in the whole document.</summary>
    public const int MostValues = 20_000;

    /// <summary>Characters of one text.</summary>
    public const int MostCharacters = 4_000;

    private const int LargestNumber = 1_000_000_000;

    private sealed class Beyond(string reason) : Exception(reason);

    /// <returns>Null, or a refusal: <c>requirement_set.beyond_bounds</c>, or <c>requirement_set.invalid</c> where it is not JSON, says one thing twice or holds no object.</returns>
    public static Refusal? Refuse(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.Length > MostBytes || Encoding.UTF8.GetByteCount(document) > MostBytes)
        {
            return TooMuch(Inv($"It has more than {MostBytes} bytes."));
        }

        try
        {
            return Walk(Encoding.UTF8.GetBytes(document));
        }
        catch (Beyond beyond)
        {
            return TooMuch(beyond.Message);
        }
        catch (JsonException malformed)
        {
            return Invalid($"It is not JSON: {malformed.Message}");
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for half of a character written as an escape, such as "\ud800".
            return Invalid("A text in it holds half of a character.");
        }
    }

    private static Refusal? Walk(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MostDepth + 1 });
        var names = new HashSet<string>?[MostDepth + 2];
        var counts = new int[MostDepth + 2];
        var values = 0;
        while (reader.Read())
        {
            var depth = reader.CurrentDepth;
            switch (reader.TokenType)
            {
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    continue;
                case JsonTokenType.PropertyName:
                    if (!names[depth]!.Add(Text(ref reader)))
                    {
                        return Invalid($"The member \"{reader.GetString()}\" is there twice in one object.");
                    }

                    continue;
                case JsonTokenType.String:
                    Text(ref reader);
                    break;
                case JsonTokenType.Number when reader.ValueSpan.Length > 32 || !reader.TryGetDouble(out var number) || Math.Abs(number) > LargestNumber:
                    throw new Beyond(Inv($"It holds a number that is not between -{LargestNumber} and {LargestNumber}."));
            }

            if (++values > MostValues)
            {
                throw new Beyond(Inv($"It holds more than {MostValues} values."));
            }

            if (++counts[depth] > MostInOne)
            {
                throw new Beyond(Inv($"One object or list in it has more than {MostInOne} members."));
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                if (depth >= MostDepth)
                {
                    throw new Beyond(Inv($"It goes more than {MostDepth} levels deep."));
                }

                counts[depth + 1] = 0;
                names[depth + 1] ??= new HashSet<string>(StringComparer.Ordinal);
                names[depth + 1]!.Clear();
            }
            else if (depth == 0)
            {
                return Invalid("It must be an object.");
            }
        }

        return bytes.AsSpan().TrimStart(" \t\r\n"u8)[0] == (byte)'{' ? null : Invalid("It must be an object.");
    }

    /// <summary>Also refuses what no text of a board holds: PostgreSQL could not even keep the first of them where a part of the document is stored as text.</summary>
    private static string Text(ref Utf8JsonReader reader)
    {
        var text = reader.ValueSpan.Length > MostCharacters * 6 ? null : reader.GetString()!;
        return text is null || text.Length > MostCharacters ? throw new Beyond(Inv($"A text in it has more than {MostCharacters} characters."))
            : text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) ? throw new Beyond("A text in it holds a control character.")
            : text;
    }

    private static Refusal TooMuch(string problem) => Of("requirement_set.beyond_bounds", problem);

    private static Refusal Invalid(string problem) => Of(RequirementSetReader.Invalid, problem);

    private static Refusal Of(string code, string problem) => new(code, $"The document cannot be used. {problem}", new Dictionary<string, string[]> { ["document"] = [problem] });

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
