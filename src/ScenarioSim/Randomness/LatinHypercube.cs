namespace ScenarioSim.Randomness;

/// <summary>A Latin hypercube in each replicate: of its n runs exactly one has an assumption's number in each of the n equal stretches of [0, 1], at random within it, and in a random order of its own.</summary>
/// <remarks>
/// <para>
/// M. McKay, R. Beckman, W. Conover, Technometrics 21 (1979). What the assumptions do each by itself to a mean no longer adds to its variance (M. Stein, Technometrics 29, 1987), which is never more than n / (n - 1) times
/// that of random points (A. Owen, SIAM J. Numer. Anal. 34, 1997). A first part of the runs is a random part of the stretches: still unbiased, and stratified only by the share of the runs that were made.
/// </para>
/// Where more runs may come than the hypercubes are planned for, further sets of them follow, each as large and independent of the others: run n is of set n / planned, and the first set is what it would be alone.
/// </remarks>
internal sealed class LatinHypercube : DesignedPoints
{
    private static readonly double s_largest = Math.BitDecrement(1.0);

    private readonly long _planned;
    private readonly EventKey[] _keys;
    private readonly ulong[] _jitters;
    private readonly long[] _sizes;

    /// <param name="assumptions">The names of the assumptions.</param>
    /// <param name="seed">The seed of all draws.</param>
    /// <param name="planned">How many runs the hypercubes of one set have in all.</param>
    /// <param name="most">How many runs have a point; where that is more than one set, sets have to be whole multiples of <see cref="DesignedPoints.Replicates"/>.</param>
    public LatinHypercube(string[] assumptions, ulong seed, long planned, long most)
        : base(Design.LatinHypercube, Math.Min(most, planned < long.MaxValue / int.MaxValue ? planned * int.MaxValue : long.MaxValue))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(planned, 1);
        if (most > planned && planned % Replicates != 0) throw new ArgumentException($"{planned} runs cannot be dealt out evenly to {Replicates} replicates, set after set", nameof(planned));
        _planned = planned;
        _sizes = [.. Enumerable.Range(0, Replicates).Select(r => Index(planned - r + Replicates - 1))];
        _keys = [.. assumptions.Select(a => EventKey.Of(seed, $"lhs/{a}"))];
        _jitters = [.. _keys.Select(k => k.Bits(Replicates, 0).First)];
    }

    /// <inheritdoc/>
    public override IPoints Start() => new Sets(this);

    private KeyedPermutation[] Orders(int replicate, int set) => [.. _keys.Select(k => Order(_sizes[replicate], k.Bits(replicate, set)))];

    private static KeyedPermutation Order(long size, (ulong First, ulong Second) bits) => new(Math.Max(1, size), bits.First, bits.Second);

    /// <summary>Keeps the hypercube that each replicate is in.</summary>
    private sealed class Sets(LatinHypercube points) : IPoints
    {
        private readonly int[] _set = [.. Enumerable.Repeat(-1, Replicates)];
        private readonly KeyedPermutation[][] _orders = new KeyedPermutation[Replicates][];

        public void Point(long run, Span<double> into)
        {
            if (run >= points.MostRuns) throw new ArgumentOutOfRangeException(nameof(run), run, $"the Latin hypercubes were planned for {points.MostRuns} runs");
            int replicate = Replicate(run);
            (int set, long index) = run < points._planned ? (0, Index(run)) : ((int)(run / points._planned), Index(run % points._planned));
            if (set != _set[replicate]) (_set[replicate], _orders[replicate]) = (set, points.Orders(replicate, set));
            KeyedPermutation[] orders = _orders[replicate];
            double size = points._sizes[replicate];
            // Rounding may reach 1 at the very end.
            for (int a = 0; a < orders.Length; a++) into[a] = Math.Min((orders[a].At(index) + EventKey.Hashed(points._jitters[a], run)) / size, s_largest);
        }
    }
}
