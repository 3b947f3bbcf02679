using ScenarioSim.Compiler;
using ScenarioSim.Model;

namespace ScenarioSim.Exact;

/// <summary>One pass over a scenario: some measures, what worlds remember for them, and which expressions decide where worlds can lead (the others only say how likely).</summary>
internal sealed class Structure
{
    /// <summary>The most words that a packed world can have.</summary>
    public const int MostWords = 128;

    /// <param name="plan">The plan.</param>
    /// <param name="measures">The measures of the pass.</param>
    /// <param name="isFirst">Whether it is the one that counts outcomes and states.</param>
    public Structure(Plan plan, IReadOnlyList<Measure> measures, bool isFirst)
    {
        (Plan, Measures, IsFirst) = (plan, measures, isFirst);
        Facts = plan.Scenario.Evidence?.Facts ?? [];
        Noted = [.. Facts.Index().Where(f => f.Item.AtSomeTime).Select(f => f.Index)];
        LastFact = plan.Scenario.Evidence?.LastStep ?? -1;
        Summed = [.. measures.Where(m => m.Reading is Reading.Mean or Reading.Total or Reading.ShareOfTime)];
        Awaited = [.. measures.Where(m => m.Reading == Reading.TimeTo)];
        int told = 1 + (2 * Summed.Length) + Awaited.Length;
        Unheld = isFirst && LastFact >= 0 ? told : -1;
        Lanes = Masses.Lanes(Unheld < 0 ? told : told + 1);
        Remembered = Remembered.Of(plan, measures);
        Expressions = [.. Structural(plan.Scenario), .. Remembered.Extreme is { } extreme ? [extreme.Of] : Array.Empty<Expression>()];
        int[] read = Dependence.Of(Expressions).Assumptions;
        DecidedBy = [.. plan.Scenario.Assumptions.Select(a => Array.BinarySearch(read, a.Index) >= 0)];
    }

    /// <summary>The plan.</summary>
    public Plan Plan { get; }

    /// <summary>The measures of the pass.</summary>
    public IReadOnlyList<Measure> Measures { get; }

    /// <summary>The measures that are read in every step.</summary>
    public Measure[] Summed { get; }

    /// <summary>The measures that wait for something.</summary>
    public Measure[] Awaited { get; }

    /// <summary>How many numbers are carried along with a world: its probability; of each measure that is summed the mean and the mean square, times it; of each that waits the part of it that still does;
    /// and where something is known, its probability whatever that is.</summary>
    public int Lanes { get; }

    /// <summary>Which of them is the last; -1 where it is not carried.</summary>
    public int Unheld { get; }

    /// <summary>Whether it counts outcomes and states.</summary>
    public bool IsFirst { get; }

    /// <summary>What is known, by step; nothing where the scenario is held to no evidence.</summary>
    public IReadOnlyList<Fact> Facts { get; }

    /// <summary>Those facts, by their numbers, of which worlds remember until their date whether they have been so.</summary>
    public int[] Noted { get; }

    /// <summary>The step of the last fact; -1 where there is none.</summary>
    public int LastFact { get; }

    /// <summary>What worlds remember.</summary>
    public Remembered Remembered { get; }

    /// <summary>The expressions that decide where a world can lead, and when it ends.</summary>
    public IReadOnlyList<Expression> Expressions { get; }

    /// <summary>The assumptions that they read: for other values of these the worlds are others.</summary>
    public bool[] DecidedBy { get; }

    /// <summary>The worlds that there can be, for given assumptions; they are looked for when they are wanted.</summary>
    /// <param name="assumptions">The value of each assumption.</param>
    /// <param name="varies">Which of them will be changed from point to point; none of <see cref="DecidedBy"/>.</param>
    /// <param name="limits">How many worlds there may be.</param>
    public Exploration Explore(double[] assumptions, bool[] varies, Limits limits) =>
        Sized(new Setting(this, assumptions, varies, limits));

    /// <summary>How many words a packed world needs; no more than <see cref="MostWords"/> can be explored.</summary>
    /// <param name="assumptions">The value of each assumption.</param>
    public int Words(double[] assumptions) => new Setting(this, assumptions, new bool[assumptions.Length], new Limits(1, 1)).Words;

    private static Exploration Sized(Setting setting) => setting.Words switch
    {
        1 => new Explorer<Key1>(setting),
        2 => new Explorer<Key2>(setting),
        <= 4 => new Explorer<Key4>(setting),
        <= 16 => new Explorer<Key16>(setting),
        <= MostWords => new Explorer<Key128>(setting),
        _ => throw new ArgumentOutOfRangeException(nameof(setting), setting.Words, $"a world has {MostWords} words at most"),
    };

    private static IEnumerable<Expression> Structural(Scenario scenario)
    {
        foreach (Indicator i in scenario.Indicators)
        {
            yield return i.Initial;
            if (i.EachStep is { } flow) yield return flow;
        }
        foreach (State state in scenario.Tracks.SelectMany(t => t.States))
        {
            foreach (Transition t in state.Transitions)
            {
                if (t.On is { } on) yield return on;
                if (t.After?.Fixed is { } after) yield return after;
                if (t.When is { } when) yield return when;
            }
            IEnumerable<Effect> effects = state.Enter.Concat(state.Exit).Concat(state.Transitions.SelectMany(t => t.Do.Concat(t.Targets.SelectMany(target => target.Do))));
            foreach (Effect effect in effects)
            {
                if (effect.Amount is { } amount) yield return amount;
            }
        }
        foreach (Outcome o in scenario.Outcomes)
        {
            if (o is { Stop: true, When: { } when }) yield return when;
        }
        // Whether something has been so makes worlds differ.
        foreach (Fact fact in scenario.Evidence?.Facts ?? [])
        {
            if (fact.AtSomeTime) yield return fact.That;
        }
    }
}
