using System.Numerics;

namespace ScenarioSim.Randomness;

/// <summary>A scrambled Sobol' sequence in each replicate, one coordinate an assumption.</summary>
/// <remarks>
/// <para>
/// The sequence is that of <see cref="Sobol"/>. It is scrambled by a random lower triangular matrix and a random shift of the binary digits (J. Matousek, J. Complexity 14, 1998), which gives means the same variance as
/// nested uniform permutations do (A. Owen, ACM TOMACS 13, 2003), and whose matrices can be multiplied out beforehand. Its points come in the order of a Gray code, so that one follows from the one before by one sum
/// a coordinate (I. Antonov, V. Saleev, USSR Comput. Math. Math. Phys. 19, 1979); every stretch of 2^m points from a multiple of 2^m on is the same set as without it.
/// </para>
/// Coordinates beyond the table of direction numbers have random upper triangular matrices: by themselves as even as the others, and random beside them.
/// </remarks>
internal sealed class SobolRuns : DesignedPoints
{
    private const int Bits = 32;
    private const int Digits = 52;

    private readonly int _dimensions;
    private readonly ulong[] _directions;
    private readonly ulong[] _shifts;

    public SobolRuns(string[] assumptions, ulong seed)
        : base(Design.Sobol, MostSobolRuns)
    {
        _dimensions = assumptions.Length;
        _directions = new ulong[Replicates * Bits * _dimensions];
        _shifts = new ulong[Replicates * _dimensions];
        for (int d = 0; d < _dimensions; d++)
        {
            EventKey key = EventKey.Of(seed, $"sobol/{assumptions[d]}");
            for (int r = 0; r < Replicates; r++) Scramble(d, r, key);
        }
    }

    /// <inheritdoc/>
    public override IPoints Start() => new Walk(this);

    private void Scramble(int dimension, int replicate, EventKey key)
    {
        Span<ulong> columns = stackalloc ulong[Bits];
        for (int i = 0; i < Bits; i++)
        {
            ulong digit = 1UL << (Digits - 1 - i);
            columns[i] = digit | (key.Bits(replicate, i).First & (digit - 1));
        }
        uint[] directions = dimension < SobolDirections.Count ? SobolDirections.Of(dimension) : Triangular(replicate, key);
        for (int bit = 0; bit < Bits; bit++)
        {
            ulong product = 0;
            for (int i = 0; i < Bits; i++)
            {
                if ((directions[bit] >> (Bits - 1 - i) & 1) != 0) product ^= columns[i];
            }
            _directions[(((replicate * Bits) + bit) * _dimensions) + dimension] = product;
        }
        _shifts[(replicate * _dimensions) + dimension] = key.Bits(replicate, Bits).First >> (64 - Digits);
    }

    private static uint[] Triangular(int replicate, EventKey key)
    {
        var directions = new uint[Bits];
        for (int bit = 0; bit < Bits; bit++)
        {
            uint own = 1u << (Bits - 1 - bit);
            directions[bit] = own | ((uint)key.Bits(replicate, Bits + 1 + bit).First & ~(own | (own - 1)));
        }
        return directions;
    }

    /// <summary>Goes from point to point of every replicate.</summary>
    private sealed class Walk(SobolRuns points) : IPoints
    {
        private const double Grain = 1.0 / (1L << Digits);

        private readonly ulong[] _place = new ulong[Replicates * points._dimensions];
        private readonly long[] _at = [.. Enumerable.Repeat(-2L, Replicates)];

        public void Point(long run, Span<double> into)
        {
            if (run >= points.MostRuns) throw new ArgumentOutOfRangeException(nameof(run), run, $"the sequences are {points.MostRuns} runs long");
            int replicate = Replicate(run);
            long index = Index(run);
            Span<ulong> place = _place.AsSpan(replicate * points._dimensions, points._dimensions);
            if (index == _at[replicate] + 1) Add(place, replicate, BitOperations.TrailingZeroCount(index));
            else if (index != _at[replicate]) GoTo(place, replicate, index ^ (index >> 1));
            _at[replicate] = index;
            // The middle of an interval of 2^-52 is neither 0 nor 1.
            for (int d = 0; d < place.Length; d++) into[d] = ((long)place[d] * Grain) + (Grain / 2);
        }

        private void GoTo(Span<ulong> place, int replicate, long code)
        {
            points._shifts.AsSpan(replicate * place.Length, place.Length).CopyTo(place);
            for (; code != 0; code &= code - 1) Add(place, replicate, BitOperations.TrailingZeroCount(code));
        }

        private void Add(Span<ulong> place, int replicate, int bit)
        {
            ReadOnlySpan<ulong> direction = points._directions.AsSpan(((replicate * Bits) + bit) * place.Length, place.Length);
            for (int d = 0; d < place.Length; d++) place[d] ^= direction[d];
        }
    }
}
