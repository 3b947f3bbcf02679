using System.Numerics;
using ScenarioSim.Compiler;
using ScenarioSim.Model;

namespace ScenarioSim.Exact;

/// <summary>What stays the same while worlds are looked for: the assumptions that decide where they lead, dates and delays in steps, and where everything stands in a packed world.</summary>
internal sealed class Setting
{
    private const int MostBits = 26;

    /// <param name="structure">The pass.</param>
    /// <param name="assumptions">The value of each assumption.</param>
    /// <param name="varies">Which of them differ from point to point.</param>
    /// <param name="limits">How many worlds there may be.</param>
    public Setting(Structure structure, double[] assumptions, bool[] varies, Limits limits)
    {
        (Structure, Assumptions) = (structure, assumptions);
        Plan plan = structure.Plan;
        Scenario scenario = plan.Scenario;
        Varying = new Varying(plan, varies);
        Varies = varies;
        World world = NewWorld();
        Timings = new Timings(plan, world);
        States = [.. scenario.Tracks.Select(t => new TrackStates(plan, t, structure.Remembered, Timings))];
        Choices = new Choices(Varying, Timings, new Hazards(plan));
        Calendar = new Calendar(plan, structure.Expressions, Timings, world);

        int word = 0, used = 0;
        Field Place(double most)
        {
            Most *= most;
            int bits = most > 1 << MostBits ? MostBits : Math.Max(1, 32 - BitOperations.LeadingZeroCount((uint)Math.Ceiling(most) - 1));
            if (used + bits > 64) (word, used) = (word + 1, 0);
            var field = new Field(word, used, bits);
            used += bits;
            return field;
        }

        Tracks = [.. States.Select(s => Place(s.Most(scenario.Clock.LastStep)))];
        Indicators = [.. scenario.Indicators.Select(i => Place(i.Integer ? i.High - i.Low + 1 : double.PositiveInfinity))];
        Extreme = structure.Remembered.Extreme is null ? null : Place(double.PositiveInfinity);
        Noted = [.. structure.Noted.Select(_ => Place(2))];
        Words = word + 1;
        Limits = limits.Sized(Words, scenario.Tracks.Count, structure.Lanes);
    }

    /// <summary>The pass.</summary>
    public Structure Structure { get; }

    /// <summary>The value of each assumption.</summary>
    public double[] Assumptions { get; }

    /// <summary>What differs between points.</summary>
    public Varying Varying { get; }

    /// <summary>Which assumptions do.</summary>
    public bool[] Varies { get; }

    /// <summary>How many worlds there may be.</summary>
    public Limits Limits { get; }

    /// <summary>The dates and delays of transitions.</summary>
    public Timings Timings { get; }

    /// <summary>The states of each track.</summary>
    public TrackStates[] States { get; }

    /// <summary>What tracks may do.</summary>
    public Choices Choices { get; }

    /// <summary>In which steps dates change it.</summary>
    public Calendar Calendar { get; }

    /// <summary>Where the state of each track stands.</summary>
    public Field[] Tracks { get; }

    /// <summary>Where the value of each indicator stands.</summary>
    public Field[] Indicators { get; }

    /// <summary>Where the greatest or least value so far stands; null where none is remembered.</summary>
    public Field? Extreme { get; }

    /// <summary>Where it stands whether facts have been so, in the order of <see cref="Structure.Noted"/>.</summary>
    public Field[] Noted { get; }

    /// <summary>How many worlds there would be if everything occurred with everything.</summary>
    public double Most { get; private set; } = 1;

    /// <summary>How many words a packed world needs.</summary>
    public int Words { get; }

    /// <summary>A world to evaluate formulas in, with the assumptions in place.</summary>
    public World NewWorld()
    {
        var world = new World(Structure.Plan, []);
        world.Clear();
        Assumptions.CopyTo(world.Assumptions, 0);
        return world;
    }
}
