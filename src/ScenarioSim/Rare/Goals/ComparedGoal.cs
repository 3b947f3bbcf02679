using ScenarioSim.Compiler;
using ScenarioSim.Model.Distributions;

namespace ScenarioSim.Rare.Goals;

/// <summary>
/// A comparison of numbers: the distance to where it holds, measured by how far the two sides move apart in runs. Its chance is that of a random walk with the drift and
/// spread of a survey of plain runs.
/// </summary>
/// <param name="left">Left side.</param>
/// <param name="right">Right side.</param>
/// <param name="sign">1 where the left has to be the greater, -1 where the right has, 0 where both have to be equal.</param>
/// <param name="holds">The comparison itself.</param>
/// <param name="wanted">Whether it has to hold, or not to hold.</param>
/// <param name="grows">Whether the margin has to grow for it; otherwise to shrink.</param>
/// <param name="lasting">Whether at the end; otherwise at any time.</param>
internal sealed class ComparedGoal(Formula left, Formula right, int sign, Formula holds, bool wanted, bool grows, bool lasting) : Goal
{
    // A distance that no run of the survey has covered any of is this many spreads long.
    private const double Unseen = 3;

    private double _steps;
    private double _moved;
    private double _squares;
    private double _first = double.NaN;

    public override Reads Reads { get; } = left.Reads | right.Reads;

    public override bool RisesWithTime => true;

    /// <summary>Learns from a stretch of a plain run.</summary>
    /// <param name="before">The margin before.</param>
    /// <param name="after">The margin after.</param>
    /// <param name="steps">The steps between them.</param>
    public void Learn(double before, double after, int steps)
    {
        if (double.IsNaN(_first)) _first = before;
        _steps += steps;
        _moved += after - before;
        _squares += (after - before) * (after - before);
    }

    /// <summary>By how much it holds; negative where it does not.</summary>
    public double Margin(World world)
    {
        double apart = left.Value(world) - right.Value(world);
        return sign == 0 ? -Math.Abs(apart) : sign * apart;
    }

    public override double Chance(in Moment moment, int until)
    {
        bool now = holds.Value(moment.World) != 0 == wanted;
        double steps = until - moment.Step;
        if (steps <= 0) return now ? 1 : 0;
        if (now && !lasting) return 1;
        double direction = grows ? 1 : -1;
        double margin = direction * Margin(moment.World);
        double drift = _steps > 0 ? direction * _moved / _steps : 0;
        double variance = _steps > 0 ? _squares / _steps : 0;
        double spread = variance > 0 ? Math.Sqrt(variance * steps) : Math.Max(1e-9, Math.Abs(double.IsNaN(_first) ? margin : _first) / Unseen);
        double chance = Math.Max(StandardNormal.Cdf((margin + (drift * steps)) / spread), 1e-300);
        return lasting ? chance : Math.Min(1, 2 * chance);
    }
}
