namespace ScenarioSim.Exact;

/// <summary>Watches how worlds become more step by step, and gives up where far too many are to be expected: looking for them takes most of the time that solving would, and the memory.</summary>
/// <remarks>
/// What has grown step by step is taken to go on as it did for as many steps again, and no longer: all combinations of some things are soon met, and then nothing grows any more. Of a limit that the user set nothing is expected.
/// </remarks>
internal sealed class Growth
{
    // Fewer are looked at in a second or two.
    private const int Few = 250_000;

    // What becomes no more than so many times as much in a step is no growth that goes on.
    private const double Least = 1.25;

    // What is expected is seldom off by more.
    private const double Margin = 4;

    private readonly Limits _limits;
    private readonly int _last;
    private int _since;
    private int _from = 1;
    private int _before = 1;

    /// <param name="limits">How many worlds there may be.</param>
    /// <param name="last">The last step of the scenario.</param>
    public Growth(Limits limits, int last) => (_limits, _last) = (limits, last);

    /// <summary>How many worlds are to be expected where that is far too many; null where it may be worth going on.</summary>
    /// <param name="step">The step that was reached.</param>
    /// <param name="worlds">How many there are.</param>
    public double? Expected(int step, int worlds)
    {
        if (worlds < Least * _before) (_since, _from) = (step, worlds);
        _before = worlds;
        int grown = step - _since, left = Math.Min(grown, _last - step);
        if (_limits.IsAsked || worlds < Few || left == 0) return null;
        double expected = worlds * Math.Pow(worlds / (double)_from, left / (double)grown);
        return expected > Margin * _limits.Worlds ? expected : null;
    }
}
