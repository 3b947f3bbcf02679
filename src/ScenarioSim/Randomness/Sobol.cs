namespace ScenarioSim.Randomness;

/// <summary>
/// Points of the unit cube that fill it evenly, under one of many independent scramblings: each point by itself is uniform, so means over the points are unbiased,
/// and every scrambling gives an independent estimate of the same integral.
/// </summary>
/// <remarks>
/// <para>
/// The sequence is Sobol's (USSR Comput. Math. Math. Phys. 7, 1967) with the direction numbers of S. Joe, F. Kuo, SIAM J. Sci. Comput. 30 (2008), chosen for good two-dimensional projections
/// (their criterion D(6)). It is scrambled by nested uniform permutations (A. Owen, in: Monte Carlo and Quasi-Monte Carlo Methods in Scientific Computing, 1995): a bit of a coordinate is flipped
/// by a random bit that hangs on all higher bits of it, here a hash of them, as S. Laine, T. Karras, CGF 30 (2011) propose. So any 2^m points from a multiple of 2^m on have
/// exactly one in each of the 2^m equal stretches of every coordinate; for smooth integrands the variance falls almost with the cube of their number (A. Owen, Ann. Statist. 25, 1997).
/// </para>
/// <para>
/// Beyond the table of direction numbers dimensions are padded as B. Burley, JCGT 9 (2020), does: the same sequence again, its points in an order scrambled anew, independent of the others.
/// </para>
/// Immutable; any number of threads may use it.
/// </remarks>
public sealed class Sobol
{
    /// <summary>The most points.</summary>
    public const long MostPoints = 1L << 32;

    private const double Grain = 1.0 / (1L << 52);

    private readonly uint[][] _directions;
    private readonly ulong[] _scramblings;
    private readonly ulong[] _orders;

    /// <param name="dimensions">How many coordinates a point has.</param>
    /// <param name="seed">The seed of all scramblings.</param>
    /// <param name="scrambling">Which of them: different numbers are independent.</param>
    public Sobol(int dimensions, ulong seed, int scrambling)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dimensions);
        Dimensions = dimensions;
        int table = SobolDirections.Count;
        _directions = [.. Enumerable.Range(0, dimensions).Select(d => SobolDirections.Of(d % table))];
        ulong root = Mix(Mix(seed) ^ (ulong)(uint)scrambling);
        _scramblings = [.. Enumerable.Range(0, dimensions).Select(d => Mix(root ^ Mix((ulong)d << 1)))];
        // The first block keeps its order; each further one has its own.
        _orders = [.. Enumerable.Range(0, (dimensions + table - 1) / table).Select(b => b == 0 ? 0 : Mix(root ^ Mix(((ulong)b << 1) | 1)))];
    }

    /// <summary>How many coordinates a point has.</summary>
    public int Dimensions { get; }

    /// <summary>A point of the sequence.</summary>
    /// <param name="index">Its number, from 0; less than <see cref="MostPoints"/>.</param>
    /// <param name="into">Receives the coordinates, each strictly between 0 and 1.</param>
    public void Point(long index, Span<double> into)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, MostPoints);
        for (int d = 0; d < _directions.Length; d++)
        {
            ulong order = _orders[d / SobolDirections.Count];
            uint at = (uint)index;
            if (order != 0) at = Scrambled(at, order);
            uint coordinate = 0;
            uint[] directions = _directions[d];
            for (int bit = 0; at != 0; bit++, at >>= 1)
            {
                if ((at & 1) != 0) coordinate ^= directions[bit];
            }
            uint scrambled = Scrambled(coordinate, _scramblings[d]);
            // The bits below the sequence's own are plain random ones; the middle of an interval of 2^-52 is neither 0 nor 1.
            ulong low = Mix(_scramblings[d] ^ Mix(scrambled)) >> 44;
            into[d] = ((((ulong)scrambled << 20) | low) * Grain) + (Grain / 2);
        }
    }

    // Each bit is flipped by a hash of those above it, with its place marked by a leading 1.
    private static uint Scrambled(uint value, ulong seed)
    {
        uint result = 0;
        for (int bit = 31; bit >= 0; bit--)
        {
            ulong above = (1UL << (31 - bit)) | ((ulong)value >> (bit + 1));
            uint flip = (uint)(Mix(seed ^ (above * 0x9E3779B97F4A7C15)) >> 63);
            result |= (((value >> bit) & 1) ^ flip) << bit;
        }
        return result;
    }

    // SplitMix64's finaliser (Steele, Lea, Flood, OOPSLA 2014, figure 16).
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
