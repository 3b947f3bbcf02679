using System.Runtime.CompilerServices;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Text;

namespace ScenarioSim.Model;

/// <summary>What an analyst believes, read and checked: valid once built, immutable, and independent of how it is computed.</summary>
public sealed record Scenario
{
    /// <summary>The title (the key <c>scenario</c>), or the file's name where there is none.</summary>
    public required string Title { get; init; }

    /// <summary>What the author says about the whole.</summary>
    public required About About { get; init; }

    /// <summary>Who wrote it.</summary>
    public string? Author { get; init; }

    /// <summary>The author's own version.</summary>
    public string? Version { get; init; }

    /// <summary>The date that conditioning takes where a command names none.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>Steps and dates.</summary>
    public required Clock Clock { get; init; }

    /// <summary>The scale of the words of estimative probability: <c>icd203</c> or <c>phia</c>.</summary>
    public required string Yardstick { get; init; }

    /// <summary>Where figures come from.</summary>
    public IReadOnlyList<Source> Sources { get; init; } = [];

    /// <summary>What is not known: drawn once a run.</summary>
    public IReadOnlyList<Assumption> Assumptions { get; init; } = [];

    /// <summary>Rank correlations between assumptions.</summary>
    public IReadOnlyList<Correlation> Correlations { get; init; } = [];

    /// <summary>What someone can choose.</summary>
    public IReadOnlyList<Lever> Levers { get; init; } = [];

    /// <summary>Numbers that change during a run.</summary>
    public IReadOnlyList<Indicator> Indicators { get; init; } = [];

    /// <summary>Names for expressions, for display: where they are used they are already put in.</summary>
    public IReadOnlyList<Definition> Definitions { get; init; } = [];

    /// <summary>Tracks and branches, in file order.</summary>
    public required IReadOnlyList<Track> Tracks { get; init; }

    /// <summary>The outcomes in the order in which they are tried; the last is the one that holds otherwise.</summary>
    public required IReadOnlyList<Outcome> Outcomes { get; init; }

    /// <summary>Numbers read off a run.</summary>
    public IReadOnlyList<Measure> Measures { get; init; } = [];

    /// <summary>The policies; at least one.</summary>
    public required IReadOnlyList<Policy> Policies { get; init; }

    /// <summary>What has happened since.</summary>
    public IReadOnlyList<Observation> Observations { get; init; } = [];

    /// <summary>What runs are held to: those that disagree do not count. A scenario as it was read is held to nothing (null).</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>The texts of words (lever options, words of assumptions), by their index.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The file it was read from.</summary>
    public required SourceText File { get; init; }

    /// <summary>The files it extends, nearest first.</summary>
    public IReadOnlyList<SourceText> Bases { get; init; } = [];
}

/// <summary>Where a figure or a fact comes from.</summary>
public sealed record Source(string Name, About About, string? Publisher, string? Author, string? Date, string? Url, string? Accessed, SourceSpan Span);

/// <summary>Something that is not known, drawn once a run.</summary>
public sealed record Assumption
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its place in <see cref="Scenario.Assumptions"/>.</summary>
    public required int Index { get; init; }

    /// <summary>What its values are; distributions of durations count seconds, of dates seconds since the start, of words their indices, of truths 0 and 1.</summary>
    public required Kind Kind { get; init; }

    /// <summary>How it is distributed.</summary>
    public required Distribution Distribution { get; init; }

    /// <summary>The distribution in the file's numbers and words, on one line.</summary>
    public required string Text { get; init; }

    /// <summary>What the author says about it.</summary>
    public required About About { get; init; }

    /// <summary>What the author says about each of the experts whose beliefs it pools; empty where it is not of experts.</summary>
    public IReadOnlyList<About> Experts { get; init; } = [];

    /// <summary>What to call it: its title, else its name.</summary>
    public string Title => About.Title ?? Name;

    /// <summary>Its name in the file.</summary>
    public required SourceSpan Span { get; init; }
}

/// <summary>A Spearman rank correlation between two assumptions, strictly between -1 and 1.</summary>
public sealed record Correlation(int First, int Second, double Rank, SourceSpan Span)
{
    /// <summary>What the author says about it.</summary>
    public About About { get; init; } = About.Nothing;
}

/// <summary>Something that can be chosen.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Index">Its place in <see cref="Scenario.Levers"/>.</param>
/// <param name="Kind">Word, number or duration.</param>
/// <param name="Options">The values it can take, in the unit of the kind; at least one.</param>
/// <param name="OptionTexts">The same as written.</param>
/// <param name="Default">The position in <paramref name="Options"/> that holds unless a policy says otherwise.</param>
/// <param name="About">What the author says about it.</param>
/// <param name="Span">Its name in the file.</param>
public sealed record Lever(
    string Name, int Index, Kind Kind, IReadOnlyList<double> Options, IReadOnlyList<string> OptionTexts, int Default, About About, SourceSpan Span);

/// <summary>A number that changes during a run.</summary>
public sealed record Indicator
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its place in <see cref="Scenario.Indicators"/>.</summary>
    public required int Index { get; init; }

    /// <summary>Its value in step 0: an expression of assumptions and levers; rounded and clamped like any other.</summary>
    public required Expression Initial { get; init; }

    /// <summary>Least value; negative infinity where there is no range. A whole number where <see cref="Integer"/>.</summary>
    public double Low { get; init; } = double.NegativeInfinity;

    /// <summary>Greatest value; positive infinity where there is no range. A whole number where <see cref="Integer"/>.</summary>
    public double High { get; init; } = double.PositiveInfinity;

    /// <summary>The range as written; null where there is none.</summary>
    public string? RangeText { get; init; }

    /// <summary>Rounded to whole numbers, halves away from zero.</summary>
    public bool Integer { get; init; }

    /// <summary>What it becomes each step without effects; null: what it was.</summary>
    public Expression? EachStep { get; init; }

    /// <summary>A value as the indicator holds it: rounded where <see cref="Integer"/> (halves away from zero), then moved into its range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Settle(double value)
    {
        double rounded = Integer ? Arithmetic.Round(value) : value;
        return Arithmetic.Clamp(rounded, Low, High) + 0.0; // turns -0 into 0, so that equal worlds are equal bit for bit
    }

    /// <summary>What the author says about it.</summary>
    public required About About { get; init; }

    /// <summary>Its name in the file.</summary>
    public required SourceSpan Span { get; init; }
}

/// <summary>A name for an expression.</summary>
/// <param name="Name">The name.</param>
/// <param name="Expression">What it stands for; null where it was never used in a way that gives it a kind.</param>
/// <param name="Text">As written.</param>
/// <param name="About">What the author says about it.</param>
/// <param name="Span">The name in the file.</param>
public sealed record Definition(string Name, Expression? Expression, string Text, About About, SourceSpan Span);

/// <summary>A class of runs. The first outcome that holds, at a stop or at the end, is the run's.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Index">Its place in <see cref="Scenario.Outcomes"/>.</param>
/// <param name="When">When it holds; null: otherwise.</param>
/// <param name="Stop">A run stops in the first step in which it holds.</param>
/// <param name="Value">What it is worth, or null.</param>
/// <param name="About">What the author says about it.</param>
/// <param name="Span">Its name in the file.</param>
public sealed record Outcome(string Name, int Index, Expression? When, bool Stop, double? Value, About About, SourceSpan Span)
{
    /// <summary>The title, or the name where there is none.</summary>
    public string Title => About.Title ?? Name;
}

/// <summary>What a measure reads off a run.</summary>
public enum Reading
{
    /// <summary>The first step in which the condition holds, as a duration from the start; absent if never.</summary>
    TimeTo,

    /// <summary>The value in the run's last step.</summary>
    Final,

    /// <summary>The greatest value.</summary>
    Max,

    /// <summary>The least value.</summary>
    Min,

    /// <summary>The sum over steps 0..L, divided by L + 1.</summary>
    Mean,

    /// <summary>The sum over steps 0..L, where L is the run's last step.</summary>
    Total,

    /// <summary>The share of steps 0..L in which the condition holds.</summary>
    ShareOfTime,

    /// <summary>The value in one step (<see cref="Measure.Step"/>), or in the run's last where that comes before; looked at only there. No file asks for this or the next: they tell whether a run agrees with what is known (<see cref="Fact"/>).</summary>
    At,

    /// <summary>Whether the condition holds in some step up to one (<see cref="Measure.Step"/>); looked at no longer.</summary>
    By,
}

/// <summary>A number read off a run. <c>visits(...)</c> is <see cref="Reading.Final"/> of a <see cref="Visits"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Index">Its place in <see cref="Scenario.Measures"/>.</param>
/// <param name="Reading">What is read.</param>
/// <param name="Of">The expression or condition; a duration is reported in days.</param>
/// <param name="About">What the author says about it.</param>
/// <param name="Text">As written.</param>
/// <param name="Span">Its name in the file.</param>
public sealed record Measure(string Name, int Index, Reading Reading, Expression Of, About About, string Text, SourceSpan Span)
{
    /// <summary>The step of <see cref="Reading.At"/> and <see cref="Reading.By"/>.</summary>
    public int Step { get; init; }

    /// <summary>Whether values are durations, reported in days.</summary>
    public bool InDays => Reading == Reading.TimeTo || Of.Kind == Kind.Duration;

    /// <summary>The title, or the name where there is none.</summary>
    public string Title => About.Title ?? Name;
}

/// <summary>A choice of options for the levers, perhaps with other beliefs.</summary>
public sealed record Policy
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What the author says about it.</summary>
    public required About About { get; init; }

    /// <summary>The value of each lever, in the order of <see cref="Scenario.Levers"/> (defaults filled in).</summary>
    public required IReadOnlyList<double> Levers { get; init; }

    /// <summary>The levers it sets itself, by index.</summary>
    public required IReadOnlyList<int> Sets { get; init; }

    /// <summary>For each assumption the distribution that replaces its own, or null.</summary>
    public required IReadOnlyList<Distribution?> Assume { get; init; }

    /// <summary>What the file says of those that replace, by the assumption's index; nothing of one that was set from outside.</summary>
    public IReadOnlyDictionary<int, Replacement> Replacements { get; init; } = new Dictionary<int, Replacement>();

    /// <summary>Its name in the file.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>The title, or the name where there is none.</summary>
    public string Title => About.Title ?? Name;
}

/// <summary>What a policy believes in an assumption's place.</summary>
/// <param name="Text">The distribution in the file's own numbers and words, on one line.</param>
/// <param name="About">What the author says about it.</param>
public sealed record Replacement(string Text, About About);

/// <summary>Something that has happened.</summary>
/// <param name="On">When.</param>
/// <param name="That">What held then.</param>
/// <param name="About">What the author says about it.</param>
/// <param name="Span">The condition in the file.</param>
/// <param name="Date">The date in the file.</param>
public sealed record Observation(DateTime On, Expression That, About About, SourceSpan Span, SourceSpan Date);
