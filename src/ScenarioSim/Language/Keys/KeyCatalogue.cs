namespace ScenarioSim.Language;

/// <summary>
/// Every key of the language, in one place: the binder's unknown keys and nearest names, the merging of bases and the JSON Schema all come from here.
/// The table is section 9 of docs/language.md.
/// </summary>
internal static class KeyCatalogue
{
    private static readonly ScalarShape _text = new("a text", "string", "number", "boolean", "null");
    private static readonly ScalarShape _truth = new("`true` or `false`", "boolean") { Words = ["true", "false"] };
    private static readonly ScalarShape _number = new("a number", "number", "string");
    private static readonly ScalarShape _date = new("a date", "string", "number") { Example = "2022-01-12" };
    private static readonly ScalarShape _duration = new("a duration", "string") { Example = "2 weeks" };
    private static readonly ScalarShape _name = new("a name", "string", "number", "boolean");
    private static readonly ScalarShape _expression = new("an expression", "string", "number", "boolean");
    private static readonly ScalarShape _condition = new("a condition", "string", "boolean") { Example = "geneva == talks" };
    private static readonly ScalarShape _effect = new("an effect", "string") { Example = "tension += 1" };
    private static readonly EitherShape _effects = new(_effect, new ListShape(_effect));
    private static readonly EitherShape _nameOrNames = new(_name, new ListShape(_name));

    private static readonly Key _on = new("on", _date, "The date from which it is due; may be an expression of assumptions and levers.") { Synonyms = ["at", "date", "when_date"] };
    private static readonly Key _after = new("after", new EitherShape(_duration, new DistributionShape(OnlyMappings: true)), "How long after entering the state it is due: a duration, an expression of assumptions and levers, or a distribution.") { Synonyms = ["delay", "wait"] };
    private static readonly Key _when = new("when", _condition, "A condition on the world as the step before left it.") { Synonyms = ["if", "condition", "guard", "requires"] };
    private static readonly Key _chance = new("chance", _expression, "`30%` is tossed once; `8% per week` is a standing chance, which competes in every step.") { Synonyms = ["probability", "prob", "p", "likelihood"] };
    private static readonly Key _rate = new("rate", _expression, "The expected number of times in a period: `0.5 per week`.") { Synonyms = ["hazard", "frequency"] };
    private static readonly Key _do = new("do", _effects, "One effect or a list: `INDICATOR += EXPRESSION`, `-=`, `*=`, `=`.") { Synonyms = ["effect", "effects", "then", "action", "actions"] };
    private static readonly Key _split = new("split", new NamesShape(new EitherShape(_expression, new MappingShape(() => SplitEntry!)), "a state"), "Where it leads, by chance: states with their shares; one may be `rest`.") { Synonyms = ["branches", "choices"] };

    /// <summary>What may stand in any mapping and travels to results, trace and report.</summary>
    public static IReadOnlyList<Key> AboutKeys { get; } =
    [
        new("title", _text, "A short heading.") { Synonyms = ["label", "heading", "caption"] },
        new("summary", _text, "One or two sentences.") { Synonyms = ["description", "desc"] },
        new("means", _text, "What the quantity stands for.") { Synonyms = ["meaning"] },
        new("why", _text, "Why this figure.") { Synonyms = ["because", "rationale", "reason"] },
        new("source", _nameOrNames, "The name of a source, or a list of them."),
        new("confidence", new ScalarShape("`low`, `moderate` or `high`", "string") { Words = ["low", "moderate", "high"] }, "How sure the author is of the figure, apart from the figure itself."),
        new("note", _text, "Anything else.") { Synonyms = ["notes", "comment"] },
        new("name", _text, "A name, where the mapping has none of its own."),
        new("unit", _text, "The unit, for display only."),
    ];

    /// <summary>The file.</summary>
    public static MappingKind File { get; } = new("the file", "A scenario: what an analyst believes, in the analyst's words.",
    [
        new("scenario", _text, "The title."),
        new("extends", new ScalarShape("a path", "string"), "Another file as the base; only what is said again here changes.") { Synonyms = ["inherits", "base", "include", "import", "based_on"] },
        new("author", _text, "Who wrote it.") { Synonyms = ["authors"] },
        new("version", _text, "The author's own version."),
        new("as_of", _date, "The date that conditioning on `observed` takes where a command names none."),
        new("start", _date, "The date of step 0.") { Required = true, Synonyms = ["begin", "from"] },
        new("end", _date, "The last date; or `horizon`.") { Synonyms = ["until", "finish", "stop"] },
        new("horizon", _duration, "How long it runs; or `end`.") { Synonyms = ["duration", "length"] },
        new("step", _duration, "The length of a step; 1 day if left out.") { Synonyms = ["timestep", "time_step", "interval", "resolution"] },
        new("yardstick", new ScalarShape("`icd203` or `phia`", "string") { Words = ["icd203", "phia"] }, "The scale of the words of estimative probability."),
        new("sources", new NamesShape(new MappingShape(() => Source!), "a source"), "Where figures come from.") { Synonyms = ["references"] },
        new("assumptions", new NamesShape(new MappingShape(() => Assumption!), "an assumption"), "What is not known: drawn once a run.") { Synonyms = ["variables", "parameters", "uncertainties", "beliefs", "inputs"] },
        new("correlations", new ListShape(new MappingShape(() => Correlation!)), "Rank correlations between assumptions."),
        new("levers", new NamesShape(new MappingShape(() => Lever!), "a lever"), "What someone can choose.") { Synonyms = ["choices", "decisions", "controls"] },
        new("indicators", new NamesShape(new MappingShape(() => Indicator!), "an indicator"), "Numbers that change during a run.") { Synonyms = ["stocks", "metrics"] },
        new("define", new NamesShape(_expression, "a definition"), "Names for expressions, put in where they are used.") { Synonyms = ["definitions", "let", "where", "expressions", "formulas"] },
        new("tracks", new NamesShape(new MappingShape(() => Track!), "a track"), "State machines that run side by side.") { Synonyms = ["machines", "processes"] },
        new("branches", new NamesShape(new MappingShape(() => Branch!), "a branch"), "Events that may happen once, or again and again.") { Synonyms = ["events", "shocks"] },
        new("outcomes", new NamesShape(new MappingShape(() => Outcome!), "an outcome"), "What a run comes to; the first that holds.") { Synonyms = ["results", "endings", "ends"] },
        new("measures", new NamesShape(new MappingShape(() => Measure!), "a measure"), "Numbers read off a run.") { Synonyms = ["outputs"] },
        new("policies", new NamesShape(new MappingShape(() => Policy!), "a policy"), "Choices of options for the levers, perhaps with other beliefs.") { Synonyms = ["strategies"] },
        new("observed", new ListShape(new MappingShape(() => Observation!)), "What has happened since.") { Synonyms = ["observations", "evidence", "facts"] },
    ])
    { Exclusive = [("end", "horizon")] };

    /// <summary>A source.</summary>
    public static MappingKind Source { get; } = new("a source", "Where figures come from.",
    [
        new("title", _text, "Its title."),
        new("publisher", _text, "Who published it."),
        new("author", _text, "Who wrote it."),
        new("date", new ScalarShape("a date, a month or a year", "string", "number") { Example = "2021-12" }, "When it appeared: `2021-12-29`, `2021-12` or `2021`."),
        new("url", _text, "Where it can be read.") { Synonyms = ["link", "uri", "href"] },
        new("accessed", _text, "When it was read."),
    ]);

    /// <summary>An assumption.</summary>
    public static MappingKind Assumption { get; } = new("an assumption", "Something that is not known, drawn once a run.",
    [
        new("is", new DistributionShape(), "A constant, a range, a distribution, a word of estimative probability, or `{ discrete: ... }` or `{ quantiles: ... }`.") { Synonyms = ["distribution", "value", "dist", "initial"] },
        new("experts", new ListShape(new EitherShape(new DistributionShape(), new MappingShape(() => Expert!))), "What several experts believe, pooled."),
        new("pool", new ScalarShape("`linear` or `log`", "string") { Words = ["linear", "log"] }, "How the experts are pooled."),
    ])
    { ShortFor = "is", Exclusive = [("is", "experts"), ("is", "pool")] };

    /// <summary>An expert.</summary>
    public static MappingKind Expert { get; } = new("an expert", "One expert's belief.",
    [
        new("is", new DistributionShape(), "The distribution.") { Required = true, Synonyms = ["distribution", "value"] },
        new("weight", _number, "How much it counts; 1 if left out."),
    ])
    { ShortFor = "is" };

    /// <summary>A correlation.</summary>
    public static MappingKind Correlation { get; } = new("a correlation", "A Spearman rank correlation between two assumptions.",
    [
        new("between", new ListShape(_name), "The two assumptions.") { Required = true },
        new("rank", _number, "The rank correlation, strictly between -1 and 1.") { Required = true, Synonyms = ["correlation", "rho", "value"] },
    ]);

    /// <summary>A lever.</summary>
    public static MappingKind Lever { get; } = new("a lever", "Something that can be chosen.",
    [
        new("options", new ListShape(_name), "What can be chosen: all words, all numbers or all durations. The first holds unless something says otherwise.") { Required = true, Synonyms = ["values", "choices", "settings"] },
        new("default", _name, "The option that holds unless a policy says otherwise.") { Synonyms = ["initial"] },
    ]);

    /// <summary>An indicator.</summary>
    public static MappingKind Indicator { get; } = new("an indicator", "A number that changes during a run.",
    [
        new("initial", _expression, "Its value at the start: an expression of assumptions and levers.") { Required = true, Synonyms = ["start", "value", "is", "init"] },
        new("range", new ScalarShape("a range", "string") { Example = "0..10" }, "Least and greatest value: `0..10`.") { Synonyms = ["bounds", "limits", "between"] },
        new("integer", _truth, "Rounded to whole numbers.") { Synonyms = ["int", "whole"] },
        new("each step", _expression, "What it becomes in a step without effects."),
    ])
    { ShortFor = "initial" };

    /// <summary>A track.</summary>
    public static MappingKind Track { get; } = new("a track", "A state machine.",
    [
        new("states", new NamesShape(new MappingShape(() => State!), "a state"), "Its states; the first listed is the initial one.") { Required = true },
        new("initial", _name, "The state in which a run begins.") { Synonyms = ["start"] },
        new("forum", _text, "Where its talks take place, for display."),
    ]);

    /// <summary>A state.</summary>
    public static MappingKind State { get; } = new("a state", "A state: its ways out, in the order in which they are looked at.",
    [
        new("transitions", new ListShape(new MappingShape(() => Transition!)), "Its ways out."),
        new("states", new NamesShape(new MappingShape(() => State!), "a state"), "Inner states; the first listed is entered with it."),
        new("enter", _effects, "Effects on entering it.") { Synonyms = ["on_enter", "entry"] },
        new("exit", _effects, "Effects on leaving it.") { Synonyms = ["on_exit", "leave"] },
    ])
    { ShortFor = "transitions" };

    /// <summary>A transition.</summary>
    public static MappingKind Transition { get; } = new("a transition", "A way out of a state.",
    [
        _on, _after, _when, _chance, _rate,
        new("to", _name, "The state it leads to.") { Synonyms = ["goto", "target", "next", "state"] },
        _split, _do,
    ])
    { Exclusive = [("to", "split"), ("chance", "rate")] };

    /// <summary>An entry of a split that is more than a share.</summary>
    public static MappingKind SplitEntry { get; } = new("an entry of a split", "A state where a split may lead, with its share.",
    [
        new("chance", _expression, "Its share, or `rest`.") { Required = true, Synonyms = ["probability", "prob", "share", "weight", "p"] },
        _do,
    ]);

    /// <summary>A branch.</summary>
    public static MappingKind Branch { get; } = new("a branch", "An event that may happen.",
    [
        _on, _after, _when, _chance, _rate, _split, _do,
        new("repeats", _truth, "Whether it may happen again and again.") { Synonyms = ["repeat", "recurring"] },
    ])
    { Exclusive = [("chance", "rate")] };

    /// <summary>An outcome.</summary>
    public static MappingKind Outcome { get; } = new("an outcome", "A class of runs.",
    [
        new("when", _condition, "When it holds.") { Synonyms = ["if", "condition"] },
        new("otherwise", _truth, "`true`: holds where no other does.") { Synonyms = ["else", "default"] },
        new("stop", _truth, "A run stops in the first step in which it holds.") { Synonyms = ["stops", "final", "terminal", "ends"] },
        new("value", _number, "What it is worth; ranks policies.") { Synonyms = ["utility", "payoff", "score"] },
    ])
    { Exclusive = [("when", "otherwise")] };

    /// <summary>A measure.</summary>
    public static MappingKind Measure { get; } = new("a measure", "A number read off a run.",
    [
        new("is", new ScalarShape("a reading", "string") { Example = "time_to(theatre == invasion)" }, "`time_to(...)`, `final`, `max`, `min`, `mean`, `total`, `share_of_time` or `visits`.") { Required = true, Synonyms = ["of", "value", "measure", "read"] },
    ])
    { ShortFor = "is" };

    /// <summary>A policy.</summary>
    public static MappingKind Policy { get; } = new("a policy", "A choice of options for the levers.",
    [
        new("set", new NamesShape(_name, "a lever"), "Levers and the options they are set to.") { Synonyms = ["levers", "sets", "choose"] },
        new("assume", new NamesShape(new MappingShape(() => Assumption!), "an assumption"), "Assumptions and the distributions that replace theirs.") { Synonyms = ["assumptions", "assumes"] },
    ]);

    /// <summary>An observation.</summary>
    public static MappingKind Observation { get; } = new("an observation", "Something that has happened.",
    [
        new("on", _date, "When.") { Required = true, Synonyms = ["at", "date"] },
        new("that", _condition, "What was the case.") { Required = true, Synonyms = ["when", "what", "is"] },
    ]);

    /// <summary>Every kind of mapping.</summary>
    public static IReadOnlyList<MappingKind> All { get; } =
        [File, Source, Assumption, Expert, Correlation, Lever, Indicator, Track, State, Transition, SplitEntry, Branch, Outcome, Measure, Policy, Observation];
}
