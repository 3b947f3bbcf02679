using ScenarioSim.Model;

namespace ScenarioSim.Reports;

/// <summary>What the author says about a thing of the scenario.</summary>
/// <param name="Of">What kind of thing: <c>scenario</c>, <c>assumption</c>, <c>state</c> and so on, as the language calls it.</param>
/// <param name="Name">Its name; within a track behind the track's, as in <c>geneva.talks</c>; what has no name goes by its place.</param>
/// <param name="About">What is said.</param>
public readonly record struct Said(string Of, string Name, About About)
{
    /// <summary>What it is, in the file's own numbers and words; null where that would be more than a line.</summary>
    public string? Is { get; init; }

    /// <summary>Everything of a scenario about which something is said, in the order in which the language lists its sections.</summary>
    public static IEnumerable<Said> All(Scenario scenario) => Things(scenario).Where(s => !s.IsSilent || (s.Of is "policy" or "replacement" or "correlation" && s.Is is not null) || (s.Of == Whole && (scenario.Author ?? scenario.Version) is not null));

    /// <summary>What the whole file is called among the kinds; it has an author and a version besides.</summary>
    public const string Whole = "scenario";

    /// <summary>The name that <c>name:</c> gives to a thing that has one already; null where it has none, or is called by it.</summary>
    public string? OtherName => About.Name is { } name && Of is not ("transition" or "expert") ? name : null;

    /// <summary>What a policy of the file sets, and what it believes in an assumption's place: <c>sanctions_policy = up_front; deterrence: beta(2, 4) in place of likely</c>; null where that is nothing.</summary>
    public static string? Choice(Scenario scenario, string policy) => scenario.Policies.FirstOrDefault(p => p.Name == policy) is { } own ? Choice(scenario, own, []) : null;

    /// <summary>The same of a policy as it was simulated: what was set in the place of what it sets or believes holds, and is marked.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">The policy, with what was set.</param>
    /// <param name="settings">What was set, each <c>NAME=VALUE</c>.</param>
    public static string? Choice(Scenario scenario, Policy policy, IReadOnlyList<string> settings)
    {
        if (scenario.Policies.FirstOrDefault(p => p.Name == policy.Name) is not { } own) return null;
        string? Set(string name) => Replaced.Setting(settings, name);
        IEnumerable<string> all =
        [
            .. own.Sets.Select(l => scenario.Levers[l]).Select(l => Set(l.Name) is { } set ? $"{l.Name} = {set} ({Replaced.BySetting}, in place of {OptionText(l, own.Levers[l.Index])})" : $"{l.Name} = {OptionText(l, own.Levers[l.Index])}"),
            .. own.Replacements.Select(r => (Of: scenario.Assumptions[r.Key], r.Value.Text)).Select(r => Set(r.Of.Name) is { } set ? $"{r.Of.Name}: {set} ({Replaced.BySetting}, in place of {r.Text})" : $"{r.Of.Name}: {r.Text} in place of {r.Of.Text}"),
        ];
        string said = string.Join("; ", all);
        return said.Length == 0 ? null : said;
    }

    private static string OptionText(Lever lever, double value) => lever.OptionTexts[lever.Options.ToList().IndexOf(value)];

    private bool IsSilent => About is { Title: null, Summary: null, Means: null, Why: null, Sources.Count: 0, Confidence: null, Note: null, Unit: null } && OtherName is null;

    private static IEnumerable<Said> Things(Scenario scenario) =>
    [
        new(Whole, scenario.Title, scenario.About),
        .. scenario.Assumptions.SelectMany(OfAssumption),
        .. scenario.Correlations.Select(c => new Said("correlation", $"{scenario.Assumptions[c.First].Name}, {scenario.Assumptions[c.Second].Name}", c.About) { Is = $"rank {c.Rank}" }),
        .. scenario.Levers.Select(l => new Said("lever", l.Name, l.About) { Is = string.Join(", ", l.OptionTexts) }),
        .. scenario.Indicators.Select(i => new Said("indicator", i.Name, i.About)),
        .. scenario.Definitions.Select(d => new Said("definition", d.Name, d.About) { Is = TransitionText.OneLine(d.Text) }),
        .. scenario.Tracks.SelectMany(OfTrack),
        .. scenario.Outcomes.Select(o => new Said("outcome", o.Name, o.About) { Is = o.When is { } when ? TransitionText.Words(when) : "otherwise" }),
        .. scenario.Measures.Select(m => new Said("measure", m.Name, m.About) { Is = TransitionText.OneLine(m.Text) }),
        .. scenario.Policies.SelectMany(p => p.Replacements.Select(r => new Said("replacement", $"{p.Name}.{scenario.Assumptions[r.Key].Name}", r.Value.About) { Is = r.Value.Text }).Prepend(new Said("policy", p.Name, p.About) { Is = Choice(scenario, p.Name) })),
        .. scenario.Observations.Select(o => new Said("observation", o.Date.Text.Trim(), o.About) { Is = TransitionText.Words(o.That) }),
    ];

    private static IEnumerable<Said> OfAssumption(Assumption assumption) =>
    [
        new("assumption", assumption.Name, assumption.About) { Is = assumption.Text },
        .. assumption.Experts.Select((about, i) => new Said("expert", $"{assumption.Name}.{about.Name ?? $"{i + 1}"}", about)),
    ];

    private static IEnumerable<Said> OfTrack(Track track) =>
    [
        new(track.IsBranch ? "branch" : "track", track.Name, track.About),
        .. track.States.SelectMany(s => OfState(track, s)),
    ];

    private static IEnumerable<Said> OfState(Track track, State state)
    {
        string place = $"{track.Name}.{state.Name}";
        // A branch's states are the language's own.
        if (!track.IsBranch) yield return new("state", place, state.About);
        foreach (Transition transition in state.Transitions)
        {
            // A branch is its one transition.
            string name = track.IsBranch ? track.Name : $"{place}.{transition.About.Name ?? $"{transition.Index + 1}"}";
            if (!track.IsBranch) yield return new("transition", name, transition.About) { Is = $"{TransitionText.Why(transition)} → {string.Join(", ", transition.Targets.Select(t => track.States[t.State].Name))}" };
            foreach (Target target in transition.Targets) yield return new("split", $"{name}.{track.States[target.State].Name}", target.About) { Is = target.Share is { } share ? TransitionText.Words(share) : target.IsRest ? "rest" : null };
        }
    }
}
