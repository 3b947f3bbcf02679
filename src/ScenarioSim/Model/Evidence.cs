namespace ScenarioSim.Model;

/// <summary>What is known of how things have gone: only the runs that agree with all of it count.</summary>
public sealed record Evidence
{
    /// <summary>The date up to which the file's observations are among the facts; null: none of them is.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>What runs have to agree with, by date; of one date in the order in which they were given.</summary>
    public required IReadOnlyList<Fact> Facts { get; init; }

    /// <summary>The policy whose levers hold until all that is known has happened (<see cref="Until"/>), when the one that is simulated takes over; null: that holds from the start.</summary>
    public Policy? PastOf { get; init; }

    /// <summary>The latest date of which something is known: that of the observations, or of a fact after it.</summary>
    public DateTime? Until => Facts.Select(f => (DateTime?)f.Date).Append(AsOf).Max();

    /// <summary>The facts that are none of the file's observations, each as <c>--given</c> takes it.</summary>
    public IReadOnlyList<string> Given { get; init; } = [];

    /// <summary>The facts that a scenario's observations come to, and others.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="asOf">The date up to which observations count; null: none does.</param>
    /// <param name="facts">Facts of the caller's.</param>
    /// <param name="given">As they were written.</param>
    public static Evidence Of(Scenario scenario, DateTime? asOf, IReadOnlyList<Fact> facts, IReadOnlyList<string> given)
    {
        IEnumerable<Fact> observed = scenario.Observations.Where(o => o.On <= asOf).Select(o => new Fact(o.That, o.On, scenario.Clock.StepAtOrBefore(scenario.Clock.Since(o.On)), false, TransitionText.Words(o.That), o.About));
        return new Evidence { AsOf = asOf, Facts = [.. observed.Concat(facts).OrderBy(f => f.Date)], Given = given };
    }

    /// <summary>The step after which nothing is left to be known; -1 where nothing is known.</summary>
    internal int LastStep => Facts.Count == 0 ? -1 : Facts.Max(f => f.Step);

    /// <summary>Refuses a scenario that is held to evidence, for what is of all runs.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <exception cref="ArgumentException">It is held to some.</exception>
    internal static void Refuse(Scenario scenario)
    {
        if (scenario.Evidence is not null) throw new ArgumentException("this is of all runs, not of those that agree with what is known", nameof(scenario));
    }

    /// <summary>Whether another is the same knowledge, perhaps of another file's.</summary>
    public bool IsLike(Evidence? other) => other is not null && AsOf == other.AsOf && Given.ToHashSet().SetEquals(other.Given) && PastOf?.Name == other.PastOf?.Name;

    /// <summary>The facts as measures, to be read off runs behind those of the scenario: every engine can do that.</summary>
    /// <param name="scenario">The scenario.</param>
    internal IEnumerable<Measure> AsMeasures(Scenario scenario) => Facts.Select((fact, i) =>
        new Measure($"fact{i + 1}", scenario.Measures.Count + i, fact.AtSomeTime ? Reading.By : Reading.At, fact.That, fact.About, fact.Text, fact.That.Span) { Step = fact.Step });

    /// <summary>A scenario with its facts as measures behind its own, with the past that its evidence says, held to nothing: as runs of it are made.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">The policy to simulate.</param>
    internal static Scenario Measured(Scenario scenario, Policy policy)
    {
        if (scenario.Evidence is null) return scenario;
        Scenario past = WithPast(scenario, policy);
        return past with { Evidence = null, Measures = [.. past.Measures, .. past.Evidence!.AsMeasures(past)] };
    }

    /// <summary>A scenario with the past that its evidence says, still held to it: as it is solved.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">The policy to solve.</param>
    internal static Scenario WithPast(Scenario scenario, Policy policy) =>
        scenario.Evidence is { PastOf: { } before, Until: { } date } ? TakingOver.On(scenario, before, policy, date) : scenario;

    /// <summary>The first fact that a run of <see cref="Measured"/> does not agree with; null where it agrees with all.</summary>
    /// <param name="scenario">The scenario, perhaps held to evidence.</param>
    /// <param name="measures">What was read off the run.</param>
    internal static Fact? FirstAgainst(Scenario scenario, IReadOnlyList<double> measures) =>
        scenario.Evidence?.Facts.Where((_, i) => !Fact.Agrees(measures[scenario.Measures.Count + i])).FirstOrDefault();

    /// <summary>By fact, whether a run of <see cref="Measured"/> agrees with it; empty where the scenario is held to nothing.</summary>
    /// <param name="scenario">The scenario, perhaps held to evidence.</param>
    /// <param name="measures">What was read off the run.</param>
    internal static IReadOnlyList<bool> Agreements(Scenario scenario, IReadOnlyList<double> measures) =>
        [.. (scenario.Evidence?.Facts ?? []).Select((_, i) => Fact.Agrees(measures[scenario.Measures.Count + i]))];
}

/// <summary>Something that is known to have been so.</summary>
/// <param name="That">A condition on a world.</param>
/// <param name="Date">When it was so, or until when it was at some time.</param>
/// <param name="Step">The step that stands for the date: the last that is not after it.</param>
/// <param name="AtSomeTime">It was so in some step up to that one, not necessarily in that one.</param>
/// <param name="Text">The condition as it was written.</param>
/// <param name="About">What the author says about it.</param>
public sealed record Fact(Expression That, DateTime Date, int Step, bool AtSomeTime, string Text, About About)
{
    /// <summary>Whether a run agrees.</summary>
    /// <param name="measured">What the measure that stands for the fact has read off the run: <see cref="Evidence.AsMeasures"/>.</param>
    internal static bool Agrees(double measured) => measured != 0;
}
