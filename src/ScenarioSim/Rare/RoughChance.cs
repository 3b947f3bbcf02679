using ScenarioSim.Compiler;
using ScenarioSim.Model;
using ScenarioSim.Rare.Goals;
using ScenarioSim.Simulation;

namespace ScenarioSim.Rare;

/// <summary>The importance that a plan suggests for an outcome: the decimal logarithm of a rough chance of the outcome from a world, which is 0 where it is reached.</summary>
/// <remarks>
/// The best importance is the true chance (M. Garvels, J.-K. van Ommeren, D. Kroese, On the importance function in splitting simulation, European Transactions on
/// Telecommunications 13, 2002); this composes a guess at it from the parts of the outcome's condition, as C. Budde, P. D'Argenio, H. Hermanns, Rare event simulation with
/// fully automated importance splitting (EPEW 2015), do with distances.
/// </remarks>
internal sealed class RoughChance : IImportance
{
    // How often worlds are looked at by the date alone, in a run.
    private const int Looks = 64;
    private const double Least = 1e-300;

    private readonly GoalBuilder _builder;
    private readonly Goal _goal;
    private readonly int _lastStep;
    private readonly Reads _reads;

    /// <param name="plan">The scenario and policy.</param>
    /// <param name="outcome">The outcome.</param>
    public RoughChance(Plan plan, Outcome outcome)
    {
        _builder = new GoalBuilder(plan);
        _goal = _builder.Outcome(outcome);
        _lastStep = plan.Scenario.Clock.LastStep;
        _reads = _goal.Reads;
        Asked = [.. _builder.Tracks];
        Every = _goal.RisesWithTime ? Math.Max(1, _lastStep / Looks) : 0;
    }

    /// <inheritdoc/>
    public int Every { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Asked { get; }

    /// <summary>The comparisons of numbers in it, in an order that is the same for the same outcome.</summary>
    public IReadOnlyList<ComparedGoal> Comparisons => _builder.Comparisons;

    /// <summary>Tosses of small chance that were met on the ways: they cannot be divided.</summary>
    public IReadOnlyCollection<Transition> SmallTosses => _builder.SmallTosses;

    /// <inheritdoc/>
    public double Of(World world, int step)
    {
        _builder.Ask();
        return Math.Log10(Math.Max(Least, _goal.Chance(new Moment(world, step, 0), _lastStep)));
    }

    /// <inheritdoc/>
    public bool Concerns(ulong tracks, ulong indicators) => _reads.Concerns(tracks, indicators);

    /// <inheritdoc/>
    public double Hazard(int track) => _builder.Hazards[track];

    /// <inheritdoc/>
    public (double Low, double High) Pick(int track) => _builder.Picks[track];
}
