using ScenarioSim.App.Tui.CompareView;
using ScenarioSim.App.Tui.ScenarioView;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Text;

namespace ScenarioSim.App.Tui;

/// <summary>Something that was said to be known, and cannot be held against the file.</summary>
/// <param name="What">What, as it was written.</param>
/// <param name="Why">Why not.</param>
public sealed record NotHeld(string What, string Why);

/// <summary>What is known while the workbench is open, as <c>--as-of</c> and <c>--given</c> say before: only the runs that agree count.</summary>
public static class Known
{
    /// <summary>What stands for the date in <see cref="NotHeld.What"/>.</summary>
    public const string Date = "as of";

    private const string Nothing = "nothing", Only = "no date", Condition = "a condition", Now = "now: ";

    /// <summary>A scenario held to what the options say is known, as far as it can be.</summary>
    public static (Scenario Scenario, IReadOnlyList<NotHeld> Wrong) Hold(WorkbenchOptions options, Scenario scenario)
    {
        var free = scenario.Evidence is null ? scenario : scenario with { Evidence = null };
        var wrong = new List<NotHeld>();
        DateTime? asOf = DateOf(options, scenario);
        if (options.IsAsOf && asOf is null) wrong.Add(new NotHeld(Date, "the file has no `as_of`"));
        if (asOf < scenario.Clock.Start)
        {
            wrong.Add(new NotHeld(Date, $"{Times.Exact(asOf.Value)} is before the start, {scenario.Clock.Iso(0)}"));
            asOf = null;
        }
        List<Fact> facts = [];
        List<string> given = [];
        foreach (string one in options.Given)
        {
            (var read, var diagnostics) = Givens.Read(free, [one]);
            if (read is null) wrong.Add(new NotHeld(one, diagnostics.First(d => d.Severity == Severity.Error).Message));
            else (facts, given) = ([.. facts, .. read], [.. given, one]);
        }
        return (asOf is null && facts.Count == 0 ? free : free with { Evidence = Evidence.Of(free, asOf, facts, given) }, wrong);
    }

    // The date that is asked for; none where the file's own is, and is of no use.
    private static DateTime? DateOf(WorkbenchOptions options, Scenario scenario) =>
        options.IsAsOf ? options.AsOf ?? scenario.AsOf : options.TakesOwnDate && scenario.AsOf >= scenario.Clock.Start ? scenario.AsOf : null;

    /// <summary>Whether not all runs count.</summary>
    public static bool NotAllCount(Scenario scenario) => scenario.Evidence is { Facts.Count: > 0 };

    /// <summary>For what is of all runs: a scenario held to nothing where no fact is known by the date, which all runs agree with.</summary>
    public static Scenario Free(Scenario scenario) => scenario.Evidence is { Facts.Count: 0 } ? scenario with { Evidence = null } : scenario;

    /// <summary>Opens the choice of what is known.</summary>
    public static Step Ask(WorkbenchModel model)
    {
        var rows = Rows(model);
        return model with { Picker = new Picker("What is known: only the runs that agree count", rows) { Fresh = Rows, Cursor = Math.Max(0, rows.ToList().FindIndex(r => r.Does.StartsWith(Now, StringComparison.Ordinal))) } };
    }

    private static IReadOnlyList<PickerRow> Rows(WorkbenchModel model)
    {
        (var scenario, var options) = (model.File!.Scenario!, model.Options);
        var now = DateOf(options, scenario);
        bool free = !options.IsAsOf && options.Given.Count == 0;
        List<PickerRow> rows = [new(Nothing, "", (free ? Now : "") + "all runs count", Free)];
        if (options.Given.Count > 0) rows.Add(new(Only, "", (options.IsAsOf || now is not null ? "" : Now) + "only what is given counts", m => AsOf(m, null)));
        rows.AddRange(Dates(scenario, options.IsAsOf ? options.AsOf : null).Select(date => OfDate(scenario, date, date == now)));
        foreach ((int i, string given) in options.Given.Index())
        {
            string why = model.File.NotHeld.FirstOrDefault(n => n.What == given) is { } wrong ? $"NOT GIVEN, {wrong.Why}: " : "";
            rows.Add(new PickerRow(options.Given.Count == 1 ? "given" : $"given {i + 1}", "", $"{why}{given}; Enter takes it back", m => Take(m, given)));
        }
        rows.Add(new PickerRow(Condition, "", $"type one, such as {Example(scenario)}, at some time until then, or on DATE", m => TypeIn(m, "", null)));
        return rows;
    }

    // Those with observations, the file's own, and the one that is chosen, which may be none of these.
    private static IEnumerable<DateTime> Dates(Scenario scenario, DateTime? chosen) =>
        scenario.Observations.Select(o => o.On).Concat(((DateTime?[])[scenario.AsOf, chosen]).OfType<DateTime>().Where(d => d >= scenario.Clock.Start)).Distinct().Order();

    private static PickerRow OfDate(Scenario scenario, DateTime date, bool isNow)
    {
        List<Observation> known = [.. scenario.Observations.Where(o => o.On <= date).OrderBy(o => o.On)];
        string own = scenario.AsOf == date ? "the file's own date; " : "";
        string newest = known.Count == 0 ? "nothing observed by then: all runs count" : $"{Say.Plural(known.Count, "fact")}, the newest {In(known[^1])}";
        return new PickerRow($"as of {Times.Exact(date)}", "", (isNow ? Now : "") + own + newest, m => AsOf(m, date));
    }

    private static string In(Observation o) => Words.Of(o.That) + ((o.About.Summary ?? o.About.Title ?? o.About.Note) is { } says ? $" ({says})" : "");

    private static Step Free(WorkbenchModel model) => Change(model, model.Options with { IsAsOf = false, AsOf = null, TakesOwnDate = false, Given = [] });

    private static Step AsOf(WorkbenchModel model, DateTime? date) => Change(model, model.Options with { IsAsOf = date is not null, AsOf = date, TakesOwnDate = false });

    private static Step Take(WorkbenchModel model, string given) => Change(model, model.Options with { Given = [.. model.Options.Given.Where(g => g != given)] }, $"`{given}` is not given any more: ");

    /// <summary>A condition as it may be given of a scenario: of one of its tracks, by a date in its midst.</summary>
    public static string Example(Scenario scenario)
    {
        var track = scenario.Tracks.FirstOrDefault(t => !t.Repeats && t.States.Any(s => s.IsLeaf));
        // The last state is as a rule where things may come to.
        string condition = track?.States.LastOrDefault(s => s.IsLeaf) is { } state ? $"{track.Name} == {state.Name}" : "CONDITION";
        return $"{condition} by {Times.Exact(scenario.Clock.DateOf(scenario.Clock.LastStep / 2))}";
    }

    // A condition is typed; what is wrong with it stands beside it.
    private static Step TypeIn(WorkbenchModel model, string text, string? wrong) =>
        model with { Entry = new Entry("given", text, text.Length, static _ => static m => m, text) { Done = typed => m => Give(m, typed), Wrong = wrong, Example = model.File?.Scenario is { } scenario ? $"such as {Example(scenario)}" : null } };

    /// <summary>Takes in a condition that was typed, as <c>--given</c> takes it.</summary>
    public static Step Give(WorkbenchModel model, string text)
    {
        string given = text.Trim();
        if (given.Length == 0 || model.File is not { Scenario: { } scenario }) return model;
        if (model.Options.Given.Contains(given)) return TypeIn(model, text, "that is given already");
        if (Givens.Read(scenario, [given]).Diagnostics.FirstOrDefault(d => d.Severity == Severity.Error) is { } error) return TypeIn(model, text, error.Message + Help(error, scenario));
        var options = model.Options with { Given = [.. model.Options.Given, given] };
        return CompareUpdate.WhyNotHeld(model, options) is { } compared ? TypeIn(model, text, compared) : Change(model, options);
    }

    // There is no option to write here.
    private static string Help(Diagnostic error, Scenario scenario)
    {
        string how = error.Code == "SCN0273" ? "; end it with `by DATE`, at some time until then, or `on DATE`" : error.Help is { } help ? $"; {help}" : "";
        // A name that was misspelt is told already: all else was right.
        return how.Contains("did you mean", StringComparison.Ordinal) ? how : $"{how}: such as `{Example(scenario)}`";
    }

    // What is known from now on is said whole, whichever part of it was changed.
    private static Step Change(WorkbenchModel model, WorkbenchOptions options, string said = "")
    {
        if (model.File is not { Scenario: { } scenario } file) return model;
        if (CompareUpdate.WhyNotHeld(model, options) is { } compared) return model.Tell(compared, isError: true);
        (var held, var wrong) = Hold(options, scenario);
        // What was compared was compared otherwise, and what moved since is told beside all runs.
        var next = model with
        {
            Options = options,
            File = file with { Scenario = held, NotHeld = wrong, Before = null, Failure = null },
            Compare = model.Compare with { Results = null, Scenario = null, Key = "", Work = Work.None },
        };
        string counted = KnownWords.Counted(held.Evidence?.AsOf, held.Evidence?.Given ?? []);
        return new Step(wrong.Count > 0 ? next.Tell(Says(wrong), isError: true) : next.Tell(said + counted), [new Effect.StopWork()]);
    }

    /// <summary>What cannot be held, and why.</summary>
    public static string Says(IReadOnlyList<NotHeld> wrong) => string.Join("; ", wrong.Select(w => w.What == Date ? w.Why : $"`{w.What}` is not given: {w.Why}"));

    /// <summary>What a save took from what is known: null where nothing.</summary>
    /// <param name="before">The file as it was.</param>
    /// <param name="now">What the scenario of the save is held to.</param>
    /// <param name="wrong">What it cannot be held to.</param>
    public static string? Lost(OpenFile before, Evidence? now, IReadOnlyList<NotHeld> wrong)
    {
        List<string> said = [];
        if (wrong.Except(before.NotHeld).ToList() is { Count: > 0 } news) said.Add(Says(news));
        int was = Observed(before.Scenario?.Evidence), left = Observed(now);
        if (now?.AsOf is { } date && left < was) said.Add($"the save has {Say.Plural(was - left, "observation")} fewer by {Times.Exact(date)}: {Say.Plural(now.Facts.Count, "fact")} {(now.Facts.Count == 1 ? "is" : "are")} left");
        return said.Count == 0 ? null : string.Join("; ", said);
    }

    private static int Observed(Evidence? evidence) => evidence is null ? 0 : evidence.Facts.Count - evidence.Given.Count;
}
