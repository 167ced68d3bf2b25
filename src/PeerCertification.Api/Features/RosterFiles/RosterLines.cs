using System.Text;

namespace PeerCertification.Api.Features.RosterFiles;

/// <summary>Reads the lines of a roster file one after another, and holds one buffer of it at a time however long a line is.</summary>
/// <param name="at">Where the file stands: the byte at which a line begins.</param>
internal sealed class RosterLines(Stream file, long at = 0)
{
    /// <summary>What stands for a line that is too long to be a number.</summary>
    private const string TooLong = "?";

    private readonly byte[] _buffer = new byte[64 * 1024];

    private readonly byte[] _line = new byte[256];

    private int _from;

    private int _to;

    /// <summary>The byte at which the next line begins.</summary>
    internal long At { get; private set; } = at;

    /// <summary>The next line without blanks around it, or null at the end. What is no UTF-8 is no number either.</summary>
    internal async ValueTask<string?> Next(CancellationToken cancellationToken)
    {
        for (var length = 0; ;)
        {
            if (_from == _to)
            {
                (_from, _to) = (0, await file.ReadAsync(_buffer, cancellationToken));
                if (_to == 0)
                {
                    return length == 0 ? null : Text(length);
                }
            }

            var isWhole = Take(ref length);
            if (isWhole)
            {
                return Text(length);
            }
        }
    }

    /// <summary>The number in a line: without the quotation marks that some programs put around each cell.</summary>
    internal static string Cell(string line) => line.Trim('"');

    /// <summary>Takes what is in the buffer of the line; true where that is all of it.</summary>
    private bool Take(ref int length)
    {
        var rest = _buffer.AsSpan(_from.._to);
        var end = rest.IndexOf((byte)'\n');
        var part = end < 0 ? rest : rest[..end];
        if (length < _line.Length)
        {
            part[..Math.Min(part.Length, _line.Length - length)].CopyTo(_line.AsSpan(length));
        }

        // Beyond the room it is only counted, so that a line of any length ends somewhere.
        length = (int)Math.Min((long)length + part.Length, _line.Length + 1);
        var taken = end < 0 ? rest.Length : end + 1;
        _from += taken;
        At += taken;
        return end >= 0;
    }

    private string Text(int length) => length > _line.Length ? TooLong : Encoding.UTF8.GetString(_line, 0, length).Trim();
}
