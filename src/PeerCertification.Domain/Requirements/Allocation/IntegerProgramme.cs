namespace PeerCertification.Domain.Requirements.Allocation;

/// <summary>
/// Finds whole, non-negative amounts under upper limits that are best by several aims, the first aim before the second and so on. The simplex
/// method (Dantzig 1947) with Bland's rule (1977), which never circles, then branch and bound (Land and Doig 1960) where an amount comes out
/// broken, one aim after the other: all terms are whole, so an aim is at most the whole number below its bound, and what is known to be its most
/// becomes a limit for the next. Deterministic: variables and limits are looked at in the order in which they were made.
/// </summary>
internal sealed class IntegerProgramme(int variables, int aims)
{
    /// <summary>How many cells of tables are worked through before the search ends: a bound on time, some tens of milliseconds, that no real file comes near.</summary>
    internal const long MostWork = 40_000_000;

    /// <summary>After so many steps by the steepest way, the steps are taken by Bland's rule, which never circles.</summary>
    private const int StepsBeforeBland = 300;

    /// <summary>Each branch adds one limit to the limits above it; a search that would go deeper ends as one that has done its work.</summary>
    private const int MostDepth = 40;

    private const double Nothing = 1e-7;

    /// <summary>How far from a whole number an amount may be by the errors of rounding.</summary>
    private const double Rounding = 1e-5;

    private readonly List<(int Bound, (int Variable, int Factor)[] Terms)> _limits = [];
    private readonly double[][] _aims = [.. Enumerable.Range(0, aims).Select(_ => new double[variables])];
    private int[]? _best;
    private int[] _bestAims = [];
    private readonly Budget _budget = new(MostWork);

    /// <summary>The sum of the terms is at most <paramref name="bound"/>, which is 0 or more.</summary>
    internal void Limit(int bound, params (int Variable, int Factor)[] terms) => _limits.Add((bound, terms));

    /// <summary>As much of the variable as possible, as part of an aim.</summary>
    internal void Prefer(int aim, int variable) => _aims[aim][variable] = 1;

    /// <summary>The best amounts, or null where the work ended before they were known to be the best.</summary>
    internal int[]? Solve()
    {
        var table = new Table(variables, _limits, _aims, _budget);
        if (!table.Improve())
        {
            return null;
        }

        for (var aim = 0; aim < aims && !_budget.IsSpent; aim++)
        {
            Branch(table, aim, MostDepth);
            if (!_budget.IsSpent && table.Reached(aim) > _bestAims[aim] + Rounding)
            {
                table.Cap(aim, _bestAims[aim]);
            }
        }

        return _budget.IsSpent ? null : _best;
    }

    /// <summary>The whole number that the aim cannot pass.</summary>
    private static int MostOf(Table table, int aim) => (int)Math.Floor(table.Reached(aim) + Rounding);

    /// <summary>Finds the most of one aim, where the most of all aims before it is known and kept.</summary>
    private void Branch(Table table, int aim, int depth)
    {
        if (_budget.IsSpent || (_best is not null && !MayBeBetter(table, aim)))
        {
            return;
        }

        if (table.Broken() is not { } row)
        {
            (_best, _bestAims) = (table.Whole(), [.. Enumerable.Range(0, aims).Select(i => MostOf(table, i))]);
            return;
        }

        if (depth == 0)
        {
            _budget.Spend(MostWork);
            return;
        }

        // Upward first: taking something finds a good way sooner, by which others are ruled out.
        foreach (var up in new[] { true, false })
        {
            var copy = new Table(table);
            if (copy.Confine(row, up))
            {
                Branch(copy, aim, depth - 1);
            }
        }
    }

    private bool MayBeBetter(Table table, int aim)
    {
        for (var before = 0; before < aim; before++)
        {
            if (MostOf(table, before) < _bestAims[before])
            {
                return false;
            }
        }

        return MostOf(table, aim) > _bestAims[aim];
    }

    private sealed class Budget(long left)
    {
        internal bool IsSpent => left < 0;

        internal void Spend(long work) => left -= work;
    }

    /// <summary>The simplex table: a row for each limit, then a row for each aim; a column for each variable, each slack, and the right-hand side last.</summary>
    private sealed class Table
    {
        private readonly int _variables;
        private readonly int _width;
        private readonly List<double[]> _rows;
        private readonly double[][] _aims;
        private readonly List<int> _basis;
        private readonly Budget _budget;
        private int _columns;

        internal Table(int variables, List<(int Bound, (int Variable, int Factor)[] Terms)> limits, double[][] aims, Budget budget)
        {
            _budget = budget;
            budget.Spend((long)limits.Count * (variables + limits.Count));
            if (budget.IsSpent)
            {
                // Not even laid out: what cannot be worked through need not be held.
                (_rows, _basis, _aims) = ([], [], []);
                return;
            }

            _variables = variables;
            _columns = variables + limits.Count;
            _width = _columns + MostDepth + aims.Length + 1;
            _rows = new List<double[]>(limits.Count + MostDepth + aims.Length);
            _basis = new List<int>(limits.Count + MostDepth + aims.Length);
            for (var i = 0; i < limits.Count; i++)
            {
                var row = new double[_width];
                foreach (var (variable, factor) in limits[i].Terms)
                {
                    row[variable] += factor;
                }

                row[variables + i] = 1;
                row[^1] = limits[i].Bound;
                _rows.Add(row);
                _basis.Add(variables + i);
            }

            _aims = Array.ConvertAll(aims, aim =>
            {
                var row = new double[_width];
                aim.CopyTo(row, 0);
                return row;
            });
        }

        internal Table(Table other)
        {
            (_variables, _width, _columns, _budget) = (other._variables, other._width, other._columns, other._budget);
            _budget.Spend((long)other._rows.Count * _columns);
            _rows = other._rows.ConvertAll(row => (double[])row.Clone());
            _aims = Array.ConvertAll(other._aims, row => (double[])row.Clone());
            _basis = [.. other._basis];
        }

        /// <summary>What has been reached of each aim; the right-hand side of an aim's row counts down from nothing.</summary>
        internal double Reached(int aim) => -_aims[aim][^1];

        /// <summary>False where the work ended first.</summary>
        internal bool Improve()
        {
            for (var step = 0; !_budget.IsSpent; step++)
            {
                if ((step < StepsBeforeBland ? Steepest() : Entering()) is not { } column || Leaving(column) is not { } row)
                {
                    return true;
                }

                Pivot(row, column);
            }

            return false;
        }

        /// <summary>The row of the last variable that is not whole: what is made last decides most about the others.</summary>
        internal int? Broken()
        {
            int? last = null;
            for (var row = 0; row < _rows.Count; row++)
            {
                if (_basis[row] < _variables && Math.Abs(_rows[row][^1] - Math.Round(_rows[row][^1])) > Rounding && (last is null || _basis[row] > _basis[last.Value]))
                {
                    last = row;
                }
            }

            return last;
        }

        internal int[] Whole()
        {
            var amounts = new int[_variables];
            for (var row = 0; row < _rows.Count; row++)
            {
                if (_basis[row] < _variables)
                {
                    amounts[_basis[row]] = Math.Max(0, (int)Math.Round(_rows[row][^1]));
                }
            }

            return amounts;
        }

        /// <summary>Adds the limit that a broken variable is at most, or at least, the next whole number; false where nothing is left then.</summary>
        internal bool Confine(int row, bool up)
        {
            var whole = Math.Floor(_rows[row][^1]);
            var added = new double[_width];
            for (var column = 0; column < _columns; column++)
            {
                added[column] = column == _basis[row] ? 0 : up ? _rows[row][column] : -_rows[row][column];
            }

            added[_columns] = 1;
            added[^1] = up ? _rows[row][^1] - (whole + 1) : whole - _rows[row][^1];
            return Add(added);
        }

        /// <summary>Adds the limit that an aim is at most so much.</summary>
        internal void Cap(int aim, int most)
        {
            var added = (double[])_aims[aim].Clone();
            added[_columns] = 1;
            added[^1] = most - Reached(aim);
            Add(added);
        }

        private bool Add(double[] limit)
        {
            _rows.Add(limit);
            _basis.Add(_columns++);
            return Repair();
        }

        /// <summary>The column that serves the first aim most that any column serves.</summary>
        private int? Steepest()
        {
            int? steepest = null;
            var (aim, most) = (_aims.Length, 0.0);
            for (var column = 0; column < _columns; column++)
            {
                for (var i = 0; i <= aim && i < _aims.Length; i++)
                {
                    if (Math.Abs(_aims[i][column]) > Nothing)
                    {
                        if (_aims[i][column] > 0 && (i < aim || _aims[i][column] > most + Nothing))
                        {
                            (steepest, aim, most) = (column, i, _aims[i][column]);
                        }

                        break;
                    }
                }
            }

            return steepest;
        }

        private int? Entering()
        {
            for (var column = 0; column < _columns; column++)
            {
                if (Worth(column) > 0)
                {
                    return column;
                }
            }

            return null;
        }

        /// <summary>Above nothing where more of the column serves the first aim that it touches, below where it harms it.</summary>
        private int Worth(int column)
        {
            foreach (var aim in _aims)
            {
                if (Math.Abs(aim[column]) > Nothing)
                {
                    return Math.Sign(aim[column]);
                }
            }

            return 0;
        }

        private int? Leaving(int column)
        {
            int? leaving = null;
            var least = 0.0;
            for (var row = 0; row < _rows.Count; row++)
            {
                if (_rows[row][column] > Nothing)
                {
                    var ratio = _rows[row][^1] / _rows[row][column];
                    if (leaving is null || ratio < least - Nothing || (ratio < least + Nothing && _basis[row] < _basis[leaving.Value]))
                    {
                        (leaving, least) = (row, ratio);
                    }
                }
            }

            return leaving;
        }

        /// <summary>The dual simplex method: the table is best but breaks a limit; mends the limit at the least cost.</summary>
        private bool Repair()
        {
            while (!_budget.IsSpent)
            {
                int? broken = null;
                for (var row = 0; row < _rows.Count; row++)
                {
                    if (_rows[row][^1] < -1e-6 && (broken is null || _basis[row] < _basis[broken.Value]))
                    {
                        broken = row;
                    }
                }

                if (broken is not { } leaving)
                {
                    return true;
                }

                if (Cheapest(_rows[leaving]) is not { } column)
                {
                    return false;
                }

                Pivot(leaving, column);
            }

            return false;
        }

        private int? Cheapest(double[] row)
        {
            int? cheapest = null;
            for (var column = 0; column < _columns; column++)
            {
                if (row[column] < -Nothing && (cheapest is not { } other || CostsLess(column, -row[column], other, -row[other])))
                {
                    cheapest = column;
                }
            }

            return cheapest;
        }

        private bool CostsLess(int column, double by, int other, double otherBy)
        {
            foreach (var aim in _aims)
            {
                var difference = (aim[column] / by) - (aim[other] / otherBy);
                if (Math.Abs(difference) > Nothing)
                {
                    return difference > 0;
                }
            }

            return false;
        }

        private void Pivot(int row, int column)
        {
            _budget.Spend((long)(_rows.Count + _aims.Length) * _columns);
            var pivot = _rows[row];
            var by = pivot[column];
            for (var i = 0; i < _columns; i++)
            {
                pivot[i] /= by;
            }

            pivot[^1] /= by;

            foreach (var other in _rows)
            {
                Subtract(pivot, column, other);
            }

            foreach (var aim in _aims)
            {
                Subtract(pivot, column, aim);
            }

            _basis[row] = column;
        }

        private void Subtract(double[] pivot, int column, double[] from)
        {
            var factor = from[column];
            if (factor == 0 || ReferenceEquals(pivot, from))
            {
                return;
            }

            for (var i = 0; i < _columns; i++)
            {
                from[i] -= factor * pivot[i];
            }

            from[^1] -= factor * pivot[^1];
            from[column] = 0;
        }
    }
}
