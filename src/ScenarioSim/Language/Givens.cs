using System.Text.RegularExpressions;
using ScenarioSim.Language.Expressions;
using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>What the command line says is known: <c>EXPR by DATE</c>, at some time until then, or <c>EXPR on DATE</c>, on that date.</summary>
public static partial class Givens
{
    private const string File = "--given";

    /// <summary>The facts; null where a diagnostic is an error. The diagnostics' file is named <c>--given</c> and holds the text.</summary>
    /// <param name="scenario">The scenario that they are about.</param>
    /// <param name="givens">As written.</param>
    public static (IReadOnlyList<Fact>? Facts, IReadOnlyList<Diagnostic> Diagnostics) Read(Scenario scenario, IReadOnlyList<string> givens)
    {
        var bag = new DiagnosticBag();
        Binding? binding = null;
        var facts = new List<Fact>();
        foreach (string given in givens.TakeWhile(_ => bag.ErrorCount < DiagnosticBag.MostErrors))
        {
            if (Parts(given, bag) is not var (that, isBy, date)) continue;
            binding ??= NamesOf(scenario, that.Span.File, bag);
            DateTime? on = Typed(date, bag);
            if (on < scenario.Clock.Start) bag.Add(Diagnose.GivenBeforeStart(date.Span, date.Value, scenario.Clock.Iso(0)));
            Expression? condition = binding.Reader.Read(that, Kind.Truth, Scope.World);
            if (on is { } when && condition is not null) facts.Add(new Fact(condition, when, scenario.Clock.StepAtOrBefore(scenario.Clock.Since(when)), isBy, that.Value, About.Nothing));
        }
        return (bag.HasErrors ? null : facts, bag.ToList());
    }

    /// <summary>A date that was typed; null where a diagnostic says what is wrong with it.</summary>
    /// <param name="option">What it was typed behind, which diagnostics name as their file.</param>
    /// <param name="text">The date.</param>
    public static (DateTime? Date, IReadOnlyList<Diagnostic> Diagnostics) Date(string option, string text)
    {
        var bag = new DiagnosticBag();
        DateTime? date = Typed(new ScalarText(text, new SourceSpan(new SourceText(option, text), 0, text.Length)).Trimmed(), bag);
        return (date, bag.ToList());
    }

    // What has blanks in it is no date, and no expression that one would have meant.
    private static DateTime? Typed(ScalarText date, DiagnosticBag bag)
    {
        if (!date.Value.Any(char.IsWhiteSpace)) return ExpressionReader.ReadDate(date, bag);
        bag.Add(Diagnose.DateExpected(date.Span, date.Value));
        return null;
    }

    // The condition, whether it was so by the date or on it, and the date: behind the last `by` or `on`, neither of which expressions know.
    private static (ScalarText That, bool IsBy, ScalarText Date)? Parts(string given, DiagnosticBag bag)
    {
        var whole = new ScalarText(given, new SourceSpan(new SourceText(File, given), 0, given.Length));
        int by = LastWord(given, "by"), on = LastWord(given, "on"), at = Math.Max(by, on), behind = at + "by".Length;
        if (at > 0 && given[..at].Trim().Length > 0 && given[behind..].Trim().Length > 0)
        {
            (ScalarText that, ScalarText date) = (whole.Part(0, at).Trimmed(), whole.Part(behind, given.Length - behind).Trimmed());
            if (!DateWithin().IsMatch(that.Value) && !date.Value.EndsWith(')')) return (that, by > on, date);
            bag.Add(Diagnose.DateWithin(whole.Span, given));
            return null;
        }
        bag.Add(Diagnose.NoGiven(whole.Span, given));
        return null;
    }

    private static int LastWord(string text, string word)
    {
        int at = text.LastIndexOf(word, StringComparison.Ordinal);
        while (at > 0 && !(IsBlank(text, at - 1) && IsBlank(text, at + word.Length))) at = text.LastIndexOf(word, at - 1, StringComparison.Ordinal);
        return at;
    }

    // A state may be called `on`.
    [GeneratedRegex(@"\s(by|on)\s+\d{4}-")]
    private static partial Regex DateWithin();

    private static bool IsBlank(string text, int at) => at < text.Length && char.IsWhiteSpace(text[at]);

    // All that a file's own expressions see, by its numbers.
    private static Binding NamesOf(Scenario scenario, SourceText file, DiagnosticBag bag)
    {
        Binding binding = Settings.Binding(scenario, file, bag);
        NameTable names = binding.Names;
        foreach (Assumption a in scenario.Assumptions) names.AddAssumption(a.Name, a.Kind, a.Kind == Kind.Word ? Settings.WordsOf(scenario, a) : null);
        foreach (Lever l in scenario.Levers) names.AddLever(l.Name, l.Kind, l.Kind == Kind.Word ? l.OptionTexts : null);
        foreach (Indicator i in scenario.Indicators) names.AddIndicator(i.Name);
        foreach (Definition d in scenario.Definitions) names.AddDefinition(d.Name, new ScalarText(d.Text, new SourceSpan(new SourceText(d.Span.File.Path, d.Text), 0, d.Text.Length)));
        foreach (Track t in scenario.Tracks) names.AddTrack(t.Name, [.. t.States.Select(s => (s.Name, s.Parent))], t.IsBranch, t.Repeats);
        return binding;
    }
}
