namespace ScenarioSim.Text;

/// <remarks>This file: SCN04xx.</remarks>
public static partial class DiagnosticCatalogue
{
    private static IReadOnlyList<DiagnosticEntry> Warnings =>
    [
        WarningIn("SCN0401", "an outcome listed after the one that holds otherwise", "That one is tried last wherever it stands: list it last, so that the file shows the order.", "outcomes:\n  open: { otherwise: true }\n  closed: { when: talks == closed }\n"),
        InfoIn("SCN0402", "no outcome holds otherwise", "Runs in which no outcome holds end in `other`. Write one with `otherwise: true` to give it a title or a value.", "outcomes:\n  closed: { when: talks == closed }\n"),
        WarningIn("SCN0403", "a state that nothing leads to", "Add a transition to it, or delete it.", "tracks:\n  talks:\n    states:\n      open: []\n      closed: []\n"),
        WarningIn("SCN0404", "an outcome that can never hold", "A track is in one state at a time: join its states by `or`.", "outcomes:\n  odd: { when: talks == open and talks == closed }\n  any: { otherwise: true }\n"),
        WarningIn("SCN0405", "an outcome hidden by an earlier one", "Outcomes are tried in order, and the first that holds is the run's: list the narrower one first.", "outcomes:\n  closed: { when: talks == closed }\n  soon: { when: talks == closed and day < 30 }\n  any: { otherwise: true }\n"),
        WarningIn("SCN0406", "an assumption, lever or definition that nothing uses", "Use it in an expression, or delete it.", "assumptions:\n  resolve: { is: \"beta(3, 2)\", why: judgement }\n"),
        WarningIn("SCN0407", "two `=` on one indicator in one step", "The later in the file wins. `+=`, `-=` and `*=` add up instead.", "indicators:\n  mood: 5\nbranches:\n  good: { chance: 10% per week, do: mood = 9 }\n  bad: { chance: 10% per week, do: mood = 1 }\n"),
        WarningIn("SCN0408", "a chance that leaves 0% to 100%", "It is clamped, and counted. Shown are values within the 1% to 99% range of assumptions and the ranges of indicators.", "indicators:\n  mood: { initial: 5, range: 0..10 }\ntracks:\n  talks:\n    states:\n      open:\n        - { chance: 15% * mood per week, to: closed }\n      closed: []\n"),
        WarningIn("SCN0409", "a date outside the time of the scenario", "What is due before the start is due at once, what is due after the end never.", "tracks:\n  talks:\n    states:\n      open:\n        - { on: 2023-01-10, to: closed }\n      closed: []\n"),
        WarningIn("SCN0410", "an assumption without grounds", "Give a `source`, or say `why`, so that a reader can judge it.", "assumptions:\n  pace: 10%..30%\ntracks:\n  talks:\n    states:\n      open:\n        - { chance: pace per week, to: closed }\n      closed: []\n"),
        WarningIn("SCN0411", "a step that is longer than the whole time", "There is only step 0, the initial world: make `step` shorter or the time longer.", "end: 2022-01-05\nstep: 1 week\n"),
        WarningIn("SCN0412", "an initial value outside its range", "It is clamped to the range: mend one of the two.", "indicators:\n  mood: { initial: 12, range: 0..10 }\n"),
        WarningIn("SCN0413", "no track and no branch", "Nothing but `each step` of an indicator can change anything: list at least one.", "tracks: {}\n"),
        new DiagnosticEntry("SCN0414", Severity.Warning, "an empty value over a base's", "Mappings are merged key by key, and an empty one says nothing again. Names go by `remove: [names]`; what the base has as a list or a word is replaced by what is written.", "extends: base.yaml\nmeasures:\n") with { Bases = new Dictionary<string, string> { ["base.yaml"] = Whole("scenario: A base\nmeasures: { closed: time_to(talks == closed) }\n") } },
        new DiagnosticEntry("SCN0415", Severity.Warning, "an empty state or list over a base's", "A state without anything is one without transitions, and so takes the place of those that the base has there; so does a key that has a list in the base and nothing here.", "extends: base.yaml\ntracks:\n  talks:\n    states:\n      open:\n") with { Bases = new Dictionary<string, string> { ["base.yaml"] = _whole } },
        WarningIn("SCN0416", "a difference that looks like a range", "A dash subtracts: a range is written `a..b`, or `a to b` for its middle 90%.", "assumptions:\n  pace: { is: 20% - 40%, why: judgement }\ntracks:\n  talks:\n    states:\n      open:\n        - { chance: abs(pace) per week, to: closed }\n      closed: []\n"),
        WarningIn("SCN0417", "a sign that stands at `=`", "`-=` subtracts; `= -1` sets.", "indicators:\n  mood: 5\ntracks:\n  talks:\n    states:\n      open:\n        - { chance: 10% per week, to: closed, do: mood =- 1 }\n      closed: []\n"),
    ];
}
