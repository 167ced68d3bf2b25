namespace PeerCertification.Domain.Requirements;

/// <summary>
/// The most that can be moved from a source to a sink through limited channels (Dinic's algorithm). Used where entries that could serve several
/// topic minimums must be shared out so that as much as possible is met. Deterministic: the channel added last is tried first.
/// </summary>
internal sealed class MaximumFlow
{
    private const int None = -1;

    private readonly int[] _firstFrom;
    private readonly int[] _triedFrom;
    private readonly int[] _depth;
    private readonly Queue<int> _reached;
    private readonly List<Channel> _channels;

    internal MaximumFlow(int nodes, int channels)
    {
        _firstFrom = new int[nodes];
        _triedFrom = new int[nodes];
        _depth = new int[nodes];
        _reached = new Queue<int>(nodes);
        _channels = new List<Channel>(channels * 2);
        Array.Fill(_firstFrom, None);
    }

    /// <param name="NextFrom">The next channel that begins where this one does.</param>
    private readonly record struct Channel(int To, int Room, int NextFrom);

    /// <summary>Adds a channel and returns its number. Its twin, one number higher, runs backward and holds what may be taken back.</summary>
    internal int Connect(int from, int to, int limit)
    {
        Add(from, to, limit);
        Add(to, from, 0);
        return _channels.Count - 2;
    }

    internal int Moved(int channel) => _channels[channel + 1].Room;

    internal void Run(int source, int sink)
    {
        while (Layer(source, sink))
        {
            Array.Copy(_firstFrom, _triedFrom, _firstFrom.Length);
            while (Push(source, sink, int.MaxValue) > 0)
            {
            }
        }
    }

    private void Add(int from, int to, int room)
    {
        _channels.Add(new Channel(to, room, _firstFrom[from]));
        _firstFrom[from] = _channels.Count - 1;
    }

    /// <summary>Numbers the nodes by their distance from the source over channels with room; false once the sink cannot be reached.</summary>
    private bool Layer(int source, int sink)
    {
        Array.Fill(_depth, None);
        _depth[source] = 0;
        _reached.Enqueue(source);
        while (_reached.TryDequeue(out var node))
        {
            for (var number = _firstFrom[node]; number != None; number = _channels[number].NextFrom)
            {
                var channel = _channels[number];
                if (channel.Room > 0 && _depth[channel.To] == None)
                {
                    _depth[channel.To] = _depth[node] + 1;
                    _reached.Enqueue(channel.To);
                }
            }
        }

        return _depth[sink] != None;
    }

    private int Push(int node, int sink, int amount)
    {
        if (node == sink)
        {
            return amount;
        }

        for (; _triedFrom[node] != None; _triedFrom[node] = _channels[_triedFrom[node]].NextFrom)
        {
            var number = _triedFrom[node];
            var channel = _channels[number];
            if (channel.Room > 0 && _depth[channel.To] == _depth[node] + 1 && Push(channel.To, sink, Math.Min(amount, channel.Room)) is > 0 and var moved)
            {
                ChangeRoom(number, -moved);
                ChangeRoom(number ^ 1, moved);
                return moved;
            }
        }

        return 0;
    }

    private void ChangeRoom(int number, int by) => _channels[number] = _channels[number] with { Room = _channels[number].Room + by };
}
