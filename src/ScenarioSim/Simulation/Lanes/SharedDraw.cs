using ScenarioSim.Randomness;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>A draw of one event that some runs make that follow each other.</summary>
/// <param name="id">The event's id.</param>
/// <param name="occurrence">Its occurrence.</param>
/// <param name="threshold">Whether the first number is to be a stay's threshold.</param>
/// <param name="first">Receives the first numbers, a run after another.</param>
/// <param name="second">Receives the second ones.</param>
internal readonly unsafe struct SharedDraw(ulong id, int occurrence, bool threshold, double* first, double* second)
{
    /// <summary>The event's id.</summary>
    public ulong Event => id;

    /// <summary>Its occurrence.</summary>
    public int Occurrence => occurrence;

    /// <summary>Whether the first number is to be a stay's threshold.</summary>
    public bool IsThreshold => threshold;

    /// <summary>Receives the first numbers.</summary>
    public double* First => first;

    /// <summary>Receives the second ones.</summary>
    public double* Second => second;

    /// <summary>Makes some draws, in as many runs as there are lanes.</summary>
    /// <param name="keys">The keys of the generator's rounds.</param>
    /// <param name="draws">The draws.</param>
    /// <param name="count">How many.</param>
    /// <param name="run">The first run.</param>
    /// <param name="lanes">How many runs.</param>
    /// <param name="narrow">Whether sixteen are to be made without vectors of 512 bits, in the order that lanes have with those of 256.</param>
    public static void Make(RoundKeys* keys, SharedDraw* draws, int count, long run, int lanes, bool narrow = false)
    {
        int done = 0;
        if (narrow && lanes == PackedDraws.Lanes)
        {
            NarrowPackedDraws.Draw(keys, draws, count, run);
            return;
        }
        if (lanes == PackedDraws.Lanes && PackedDraws.IsSupported)
        {
            for (; done + 1 < count; done += 2) PackedDraws.DrawTwice(keys, draws + done, run);
            if (done < count) PackedDraws.Draw(keys, draws + done, run);
            return;
        }
        if (lanes == VectorDraws.Lanes && VectorDraws.IsSupported)
        {
            for (; done + 1 < count; done += 2) VectorDraws.DrawTwice(keys, draws + done, run);
            if (done < count) VectorDraws.Draw(keys, draws + done, run);
            return;
        }
        if (lanes == QuadDraws.Lanes && QuadDraws.IsSupported)
        {
            for (; done + 1 < count; done += 2) QuadDraws.DrawTwice(keys, draws + done, run);
            if (done < count) QuadDraws.Draw(keys, draws + done, run);
            return;
        }
        for (; done < count; done++)
        {
            for (int lane = 0; lane < lanes; lane++) draws[done].MakeOne(keys->SeedKey, run, lane);
        }
    }

    private void MakeOne(ulong seedKey, long run, int lane)
    {
        (double one, double two) = DrawQueue.Draw(new EventKey(seedKey, id), run + lane, occurrence, threshold);
        first[lane] = one;
        second[lane] = two;
    }
}
