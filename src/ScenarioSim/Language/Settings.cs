using ScenarioSim.Language.Expressions;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>What the command line sets: <c>NAME=VALUE</c> for an assumption or a lever.</summary>
public static class Settings
{
    // Where what is believed has no bounds, a value is remarked on where the chance of one as far out is less.
    private const double Unbelievable = 1e-4;

    /// <summary>A policy changed by settings; null where a diagnostic is an error. The diagnostics' file is named <c>--set</c> and holds the setting.</summary>
    public static (Policy? Policy, IReadOnlyList<Diagnostic> Diagnostics) Apply(Scenario scenario, Policy policy, IReadOnlyList<string> settings)
    {
        var bag = new DiagnosticBag();
        double[] levers = [.. policy.Levers];
        var sets = new SortedSet<int>(policy.Sets);
        Distribution?[] assume = [.. policy.Assume];
        var names = new Dictionary<string, SourceSpan>();
        foreach (string setting in settings)
        {
            if (bag.ErrorCount >= DiagnosticBag.MostErrors || NameOf(setting, bag) is not ({ } name, { } value)) continue;
            if (!names.TryAdd(name.Value, name.Span)) bag.Add(Diagnose.SetTwice(name.Span, name.Value, names[name.Value]));
            else Apply(scenario, name, value, levers, sets, assume, bag);
        }
        var changed = policy with { Levers = levers, Sets = [.. sets], Assume = assume };
        return (bag.HasErrors ? null : changed, bag.ToList());
    }

    /// <summary>The name that a setting sets; all of it where it sets none.</summary>
    public static string NameOf(string setting) => setting.Split('=', 2)[0].Trim();

    /// <summary>A setting without blanks that mean nothing: the same for settings that are alike.</summary>
    public static string Plain(string setting) => string.Join('=', setting.Split('=', 2, StringSplitOptions.TrimEntries));

    /// <summary>What is wrong with settings that set nothing, whatever the scenario.</summary>
    public static IReadOnlyList<Diagnostic> Malformed(IEnumerable<string> settings)
    {
        var bag = new DiagnosticBag();
        foreach (string setting in settings.Take(DiagnosticBag.MostErrors)) NameOf(setting, bag);
        return bag.ToList();
    }

    /// <summary>Whether two settings set the same thing to the same: <c>p=20%</c> and <c>p = 0.2</c>, <c>lag=1 week</c> and <c>lag=7 days</c>.</summary>
    public static bool Alike(Scenario scenario, string one, string other)
    {
        if (Plain(one) == Plain(other)) return true;
        if (NameOf(one) != NameOf(other)) return false;
        // Read together, so that words have the same numbers in both.
        var bag = new DiagnosticBag();
        var binding = Binding(scenario, new SourceText("--set", one), bag);
        return Meant(one, binding) is { } a && Meant(other, binding) is { } b && !bag.HasErrors && a.Kind == b.Kind && Same(a.Distribution, b.Distribution);
    }

    private static KindedDistribution? Meant(string setting, Binding binding) =>
        NameOf(setting, binding.Bag) is ({ } name, { } value) ? Belief(value, $"assumption `{name.Value}`", null, binding) : null;

    // Of distributions that were read from different texts; more of them than any typed by hand differ in.
    private static bool Same(Distribution one, Distribution other)
    {
        const int Probes = 255;
        if (one.Equals(other)) return true;
        return one.IsContinuous == other.IsContinuous && one.Low == other.Low && one.High == other.High && Near(one.Mean, other.Mean)
            && Enumerable.Range(1, Probes).Select(i => i / (Probes + 1.0)).All(p => Near(one.Quantile(p), other.Quantile(p)));
    }

    private static bool Near(double a, double b) => a == b || Math.Abs(a - b) <= 1e-12 * Math.Max(Math.Abs(a), Math.Abs(b));

    // What stands before the first `=`, and what behind it.
    private static (ScalarText Name, ScalarText Value)? NameOf(string setting, DiagnosticBag bag)
    {
        var file = new SourceText("--set", setting);
        var whole = new ScalarText(setting, new SourceSpan(file, 0, setting.Length));
        int equals = setting.IndexOf('=');
        if (equals < 0 || setting[..equals].Trim().Length == 0 || setting[(equals + 1)..].Trim().Length == 0)
        {
            bag.Add(Diagnose.NoSetting(whole.Span, setting));
            return null;
        }
        return (whole.Part(0, equals).Trimmed(), whole.Part(equals + 1, setting.Length - equals - 1).Trimmed());
    }

    private static void Apply(Scenario scenario, ScalarText name, ScalarText value, double[] levers, SortedSet<int> sets, Distribution?[] assume, DiagnosticBag bag)
    {
        if (scenario.Assumptions.FirstOrDefault(a => a.Name == name.Value) is { } assumption)
        {
            Distribution before = assume[assumption.Index] ?? assumption.Distribution;
            Distribution? set = Belief(scenario, assumption, value, bag);
            if (set is Point && BeyondBelief(scenario, assumption, before, set.Low, value) is { } beyond) bag.Add(beyond);
            assume[assumption.Index] = set ?? before;
        }
        else if (scenario.Levers.FirstOrDefault(l => l.Name == name.Value) is { } lever)
        {
            int option = Quantities.Position(value, lever.Kind, lever.Options, lever.OptionTexts, $"lever `{lever.Name}`", Binding(scenario, name.Span.File, bag));
            if (option < 0) return;
            levers[lever.Index] = lever.Options[option];
            sets.Add(lever.Index);
        }
        else
        {
            bool isOther = scenario.Indicators.Any(i => i.Name == name.Value) || scenario.Tracks.Any(t => t.Name == name.Value) || scenario.Definitions.Any(d => d.Name == name.Value);
            string? nearest = Nearest.Name(name.Value, scenario.Assumptions.Select(a => a.Name).Concat(scenario.Levers.Select(l => l.Name)));
            bag.Add(Diagnose.CannotBeSet(name.Span, name.Value, isOther, nearest));
        }
    }

    // A value beyond the bounds of what was believed before, or, where that has none, one of which as much has next to no chance.
    private static Diagnostic? BeyondBelief(Scenario scenario, Assumption assumption, Distribution believed, double value, ScalarText text)
    {
        if (assumption.Kind is not (Kind.Number or Kind.Duration or Kind.Date) || believed is Point) return null;
        double low = double.IsFinite(believed.Low) ? believed.Low : believed.Quantile(Unbelievable), high = double.IsFinite(believed.High) ? believed.High : believed.UpperQuantile(Unbelievable);
        double slack = 1e-9 * (high - low);
        if (value >= low - slack && value <= high + slack) return null;
        string Shown(double bound) => ExpressionText.Value(bound, assumption.Kind, scenario);
        bool lacksPercent = assumption.Kind == Kind.Number && value > 1 && high <= 1 && value / 100 >= low && value / 100 <= high && !text.Value.Contains('%');
        return Diagnose.SetBeyondBelief(text.Span, assumption.Name, Shown(value), Shown(low), Shown(high), lacksPercent);
    }

    private static Distribution? Belief(Scenario scenario, Assumption assumption, ScalarText value, DiagnosticBag bag)
    {
        var wanted = new Wanted(assumption.Name, assumption.Kind, WordsOf(scenario, assumption));
        return Belief(value, $"assumption `{assumption.Name}`", wanted, Binding(scenario, value.Span.File, bag))?.Distribution;
    }

    private static KindedDistribution? Belief(ScalarText value, string what, Wanted? wanted, Binding binding)
    {
        if (!value.Value.StartsWith('{')) return binding.Reader.ReadDistribution(value, wanted);
        // The mapping forms are YAML; blanks before them keep every place where it is in the setting.
        var padded = new SourceText("--set", new string(' ', value.Span.Start) + value.Value);
        return Composer.Compose(padded, binding.Bag) is { } tree ? DistributionBinder.Read(tree, what, binding, wanted) : null;
    }

    /// <summary>The words an assumption can be, those of its distribution: what a replacement may be is decided by the base.</summary>
    internal static List<string> WordsOf(Scenario scenario, Assumption assumption) => assumption.Kind != Kind.Word ? []
        : [.. scenario.Words.Where((_, i) => assumption.Distribution.Density(i) > 0)];

    /// <summary>A reader of what stands outside the scenario's file, without its names.</summary>
    internal static Binding Binding(Scenario scenario, SourceText file, DiagnosticBag bag)
    {
        var binding = new Binding(file, bag);
        // Words keep the indices that the scenario gave them.
        foreach (string word in scenario.Words) binding.Names.Word(word);
        binding.Reader = new ExpressionReader(binding.Names, scenario.Clock, scenario.Yardstick, bag);
        return binding;
    }
}
