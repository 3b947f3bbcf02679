using ScenarioSim.Language.Expressions;
using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Reads what stands at the top of a file: the clock, and the sources, which everything else may cite.</summary>
internal static class HeaderBinder
{
    /// <summary>The greatest number of steps; docs/language.md, section 8.</summary>
    public const int MostSteps = 1_000_000;

    // Stands in while the file's own clock is in error, so that everything else can be read; no scenario comes of it.
    private static readonly Clock _standIn = new(new DateTime(2000, 1, 1), Clock.Day, 365, new DateTime(2000, 12, 31));

    /// <summary>The clock, or null where the file does not give one; then that has been reported.</summary>
    public static Clock? ReadClock(Fields top, Binding binding)
    {
        var bag = binding.Bag;
        double? step = Clock.Day;
        if (top.Has("step")) step = top.Scalar("step") is { } text ? ExpressionReader.ReadDuration(text, null, bag) : null;
        DateTime? start = top.Scalar("start") is { } from ? ExpressionReader.ReadDate(from, bag) : null;
        top.Requires("start");
        top.Excludes("end", "horizon");
        DateTime? end = null;
        if (top.Has("end"))
        {
            end = top.Scalar("end") is { } to ? ExpressionReader.ReadDate(to, bag) : null;
        }
        else if (top.Scalar("horizon") is { } length)
        {
            if (ExpressionReader.ReadDuration(length, step, bag) is { } seconds && start is { } begin) end = After(begin, seconds, length, bag);
        }
        else if (!top.Has("horizon") && !top.HasUnknown)
        {
            bag.Add(Diagnose.NoEnd(top.Place));
        }
        return start is { } s && end is { } e && step is { } each ? Make(s, e, each, top, bag) : null;
    }

    /// <summary>A clock to go on with where the file gives none.</summary>
    public static Clock StandIn => _standIn;

    private static Clock? Make(DateTime start, DateTime end, double step, Fields top, DiagnosticBag bag)
    {
        var stated = top.FirstOf("end", "horizon")!;
        if (end < start)
        {
            bag.Add(Diagnose.EndBeforeStart(stated.Value.Place, stated.Value.Span.Text, top.Find("start")!.Value.Span));
            return null;
        }
        double steps = Math.Floor(((end - start).TotalSeconds + Clock.Tolerance) / step);
        var at = top.Find("step") ?? stated;
        if (steps < 1) bag.Add(Diagnose.NoSteps(at.Value.Place, start, end));
        if (steps <= MostSteps) return new Clock(start, step, (int)steps, end);
        bag.Add(Diagnose.TooManySteps(at.Value.Place, steps, MostSteps));
        return null;
    }

    private static DateTime? After(DateTime start, double seconds, ScalarText text, DiagnosticBag bag)
    {
        if (seconds < (DateTime.MaxValue - start).TotalSeconds) return start.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        bag.Add(Diagnose.HorizonTooLong(text.Span, text.Value));
        return null;
    }

    /// <summary>The sources.</summary>
    public static IReadOnlyList<Source> Sources(Fields top, Binding binding)
    {
        var sources = new List<(Fields Fields, ScalarText Name)>();
        foreach (var entry in Section.Entries(top, "sources", binding, () => binding.SourcesAreBroken = true))
        {
            binding.Sources[entry.Key.Value] = entry.Key.Span;
            var fields = Fields.Of(entry.Value, KeyCatalogue.Source, $"source `{entry.Key.Value}`", entry.Key.Span, binding);
            if (fields is not null) sources.Add((fields, entry.Key));
        }
        return [.. sources.Select(s => Source(s.Fields, s.Name, binding))];
    }

    private static Source Source(Fields fields, ScalarText name, Binding binding)
    {
        string? date = fields.Text("date");
        if (date is not null && !IsDate(date)) binding.Bag.Add(Diagnose.SourceDate(fields.Find("date")!.Value.Place, date));
        return new Source(name.Value, AboutBinder.Read(fields, binding), fields.Text("publisher"), fields.Text("author"), date, fields.Text("url"), fields.Text("accessed"), name.Span);
    }

    // A year, a month or a day; a day may carry a time.
    private static bool IsDate(string text) =>
        DateTime.TryParseExact(text, ["yyyy", "yyyy-MM", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], null, System.Globalization.DateTimeStyles.None, out _);
}
