namespace PeerCertification.Domain.Requirements;

/// <summary>
/// The most that can be moved from a source to a sink through limited channels (Dinic's algorithm). Used where entries that could serve several
/// topic minimums must be shared out so that as much as possible is met. Deterministic: channels are tried in the order they were added.
/// </summary>
internal sealed class MaximumFlow(int nodes)
{
    private readonly List<int>[] _channelsFrom = [.. Enumerable.Range(0, nodes).Select(static _ => new List<int>())];
    private readonly List<int> _to = [];
    private readonly List<int> _room = [];
    private readonly int[] _depth = new int[nodes];
    private readonly int[] _next = new int[nodes];

    /// <summary>Adds a channel and returns its number. Its twin, one number higher, runs backward and holds what may be taken back.</summary>
    internal int Connect(int from, int to, int limit)
    {
        var channel = _to.Count;
        _to.Add(to);
        _room.Add(limit);
        _channelsFrom[from].Add(channel);
        _to.Add(from);
        _room.Add(0);
        _channelsFrom[to].Add(channel + 1);
        return channel;
    }

    internal int Moved(int channel) => _room[channel + 1];

    internal void Run(int source, int sink)
    {
        while (Layer(source, sink))
        {
            Array.Clear(_next);
            while (Push(source, sink, int.MaxValue) > 0)
            {
            }
        }
    }

    /// <summary>Numbers the nodes by their distance from the source over channels with room; false once the sink cannot be reached.</summary>
    private bool Layer(int source, int sink)
    {
        Array.Fill(_depth, -1);
        _depth[source] = 0;
        var reached = new Queue<int>([source]);
        while (reached.TryDequeue(out var node))
        {
            foreach (var channel in _channelsFrom[node])
            {
                if (_room[channel] > 0 && _depth[_to[channel]] < 0)
                {
                    _depth[_to[channel]] = _depth[node] + 1;
                    reached.Enqueue(_to[channel]);
                }
            }
        }

        return _depth[sink] >= 0;
    }

    private int Push(int node, int sink, int amount)
    {
        if (node == sink)
        {
            return amount;
        }

        for (; _next[node] < _channelsFrom[node].Count; _next[node]++)
        {
            var channel = _channelsFrom[node][_next[node]];
            if (_room[channel] > 0 && _depth[_to[channel]] == _depth[node] + 1
                && Push(_to[channel], sink, Math.Min(amount, _room[channel])) is > 0 and var moved)
            {
                _room[channel] -= moved;
                _room[channel ^ 1] += moved;
                return moved;
            }
        }

        return 0;
    }
}
