namespace ScenarioSim.Randomness;

/// <summary>A Latin hypercube in each replicate: of its n runs exactly one has an assumption's number in each of the n equal stretches of [0, 1], at random within it, and in a random order of its own.</summary>
/// <remarks>
/// M. McKay, R. Beckman, W. Conover, Technometrics 21 (1979). What the assumptions do each by itself to a mean no longer adds to its variance (M. Stein, Technometrics 29, 1987), which is never more than n / (n - 1) times
/// that of random points (A. Owen, SIAM J. Numer. Anal. 34, 1997). A first part of the runs is a random part of the stretches: still unbiased, and stratified only by the share of the runs that were made.
/// </remarks>
internal sealed class LatinHypercube : DesignedPoints, IPoints
{
    private static readonly double s_largest = Math.BitDecrement(1.0);

    private readonly ulong[] _jitters;
    private readonly KeyedPermutation[][] _orders;
    private readonly long[] _sizes;

    public LatinHypercube(string[] assumptions, ulong seed, long runs)
        : base(Design.LatinHypercube, runs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        _sizes = [.. Enumerable.Range(0, Replicates).Select(r => Index(runs - r + Replicates - 1))];
        EventKey[] keys = [.. assumptions.Select(a => EventKey.Of(seed, $"lhs/{a}"))];
        _jitters = [.. keys.Select(k => k.Bits(Replicates, 0).First)];
        _orders = [.. _sizes.Select((size, r) => keys.Select(k => Order(size, k.Bits(r, 0))).ToArray())];
    }

    /// <inheritdoc/>
    public override IPoints Start() => this;

    /// <inheritdoc/>
    public void Point(long run, Span<double> into)
    {
        if (run >= MostRuns) throw new ArgumentOutOfRangeException(nameof(run), run, $"the Latin hypercube was planned for {MostRuns} runs");
        int replicate = Replicate(run);
        long index = Index(run);
        KeyedPermutation[] orders = _orders[replicate];
        double size = _sizes[replicate];
        // Rounding may reach 1 at the very end.
        for (int a = 0; a < orders.Length; a++) into[a] = Math.Min((orders[a].At(index) + EventKey.Hashed(_jitters[a], run)) / size, s_largest);
    }

    private static KeyedPermutation Order(long size, (ulong First, ulong Second) bits) => new(Math.Max(1, size), bits.First, bits.Second);
}
