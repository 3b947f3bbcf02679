using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;

namespace ScenarioSim.Reports.Sections;

/// <summary>A comparison for people: an overview, then outcome by outcome what each item does to it.</summary>
public static class ComparisonSections
{
    /// <summary>What stands for a difference whose interval holds 0.</summary>
    public const string NotTold = "unclear";

    /// <summary>What stands for one that is 0 in every world.</summary>
    public const string Alike = "none";

    // Where worlds are told for others: it is told of those that have the measure under it, and the baseline of its own.
    private const string OwnWorlds = "its own";

    /// <summary>The whole report.</summary>
    public static IReadOnlyList<Block> Of(ComparisonReport report)
    {
        ComparisonResults results = report.Results;
        Block[] tables =
        [
            Overview(results), .. Policies(results), .. Disagreeing(results),
            .. results.OutcomeNames.Where(report.Tells).Select(name => Outcome(report, name)),
            .. Measures(report),
            .. report.Of.Count == 0 ? AssumptionSections.Of(report) : [],
        ];
        return
        [
            new Heading($"{report.Baseline.Scenario.Title}: {results.Items.Count} compared, baseline {results.Items[results.Baseline].Name}", 1),
            .. ResultSections.Partial(report.Partial, report.Design, results.Items.Max(i => i.Results.Design is null ? 0 : i.Results.Runs ?? 0)),
            .. Unlike(report),
            .. Known(results),
            .. tables,
            .. Notes(report),
            .. Legend(tables),
            .. ResultSections.Warnings(report.Warnings),
        ];
    }

    /// <summary>One row an item: its value, the difference in value, the share of worlds that end otherwise.</summary>
    public static Table Overview(ComparisonResults results)
    {
        bool values = results.Items.Any(i => i.Results.Value is not null);
        // Names said twice would tell nothing.
        bool titles = results.Items.Any(i => i.Results.Policy.About.Title is not null);
        bool conditioned = AreOfOwnWorlds(results);
        // Where nothing is paired the column would say that again and again.
        bool worlds = !conditioned || results.WorldsThatChange.Any(w => w.Share is not null);
        Column[] columns =
        [
            Column.Words("Item"),
            .. titles ? [Column.Words("title") with { Drop = 1 }] : Array.Empty<Column>(),
            .. values ? [Column.Number("value"), Column.Number("difference"), Column.Number("")] : Array.Empty<Column>(),
            .. conditioned ? [Column.Number("agree")] : Array.Empty<Column>(),
            .. worlds ? [Column.Number("worlds that change")] : Array.Empty<Column>(),
        ];
        return new Table(columns, [.. results.Items.Select((item, i) => (IReadOnlyList<string>)
        [
            Named(results, i),
            .. titles ? [item.Results.Policy.About.Title ?? ""] : Array.Empty<string>(),
            .. values ? Value(results, i) : [],
            .. conditioned ? [item.Results.Evidence is { } e ? Percent.Share(e.Share, e.Low, e.High) : "all"] : Array.Empty<string>(),
            .. worlds ? [i == results.Baseline ? "baseline" : Change(results, i)] : Array.Empty<string>(),
        ])]);
    }

    // What all are held to; what only some are stands in their names.
    private static IEnumerable<Block> Known(ComparisonResults results)
    {
        if (results.Items.All(i => i.Results.Evidence is null)) yield break;
        string[][] known = [.. results.Items.Select(i => (string[])[.. EvidenceSections.Words(i.Results.Evidence?.Evidence)])];
        bool alike = Array.TrueForAll(known, k => k.SequenceEqual(known[0]));
        string what = alike ? string.Join(", ", known[0]) + ": " : "";
        string then = TakingOver(results);
        int[] own = OfOwnWorlds(results);
        string[] shared = [.. results.Items.Index().Where(i => i.Index != results.Baseline && !own.Contains(i.Index)).Select(i => i.Item.Name)];
        string told = own.Length > 0 && shared.Length == 0 ? "each item is told of its own runs that agree with what is known."
            : results.Items[results.Baseline].Results.Evidence is { Agreeing: { } agreeing, Runs: { } runs } e ? $"{(own.Length == 0 ? "all are" : $"{Joined([results.Items[results.Baseline].Name, .. shared])} are")} told of the {Numbers.Count(agreeing)} of {Numbers.Count(runs, "world")} ({Percent.Share(e.Share, e.Low, e.High)}) that agree with what is known under {results.Items[results.Baseline].Name}{(own.Length == 0 ? "" : $"; {Joined(own.Select(i => results.Items[i].Name))} of {(own.Length == 1 ? "its" : "their")} own runs that agree")}." : "";
        string all = what + told + then;
        yield return new Notice(char.ToUpperInvariant(all[0]) + all[1..]);
        foreach (Block block in results.Items.Min(i => i.Results.Evidence?.Agreeing) is { } fewest ? EvidenceSections.IfFew(fewest) : []) yield return block;
    }

    // The items that are told of other worlds than the baseline.
    private static int[] OfOwnWorlds(ComparisonResults results) => [.. results.Items.Index().Where(i =>
        i.Index != results.Baseline && (i.Item.Results.Evidence ?? results.Items[results.Baseline].Results.Evidence) is not null && !results.FollowsBaseline.ElementAtOrDefault(i.Index)).Select(i => i.Index)];

    // Whether any is.
    private static bool AreOfOwnWorlds(ComparisonResults results) => OfOwnWorlds(results).Length > 0;

    /// <summary>The mark of an item that is told of its own runs where the others share the baseline's worlds.</summary>
    public const string Own = "(own)";

    /// <summary>Whether an item's rows have to say that they are of its own worlds: those of others are not, or a past that is shared would make one think so.</summary>
    public static bool IsMarkedOwn(ComparisonResults results, int item)
    {
        if (item == results.Baseline || results.Items[item].IsAsSaved || !OfOwnWorlds(results).Contains(item)) return false;
        return results.FollowsBaseline.Contains(true) || results.TakesOver.Any(t => t is not null);
    }

    // How a row of an item begins.
    private static string Named(ComparisonResults results, int item) => IsMarkedOwn(results, item) ? $"{results.Items[item].Name} {Own}" : results.Items[item].Name;

    private static string Joined(IEnumerable<string> names) => string.Join(", ", names);

    // Two files of which nothing is alike can be put side by side, but not compared.
    private static IEnumerable<Block> Unlike(ComparisonReport report)
    {
        ComparisonResults results = report.Results;
        IEnumerable<string> Outcomes(int item) => results.Items[item].Results.Outcomes.Select(o => o.Outcome.Name);
        string[] unlike = [.. Enumerable.Range(0, results.Items.Count).Where(i => report.IsOfAnother(results.Items[i]) && !Outcomes(i).Intersect(Outcomes(results.Baseline)).Any()).Select(i => results.Items[i].Name)];
        if (unlike.Length == 0) yield break;
        yield return new Notice($"{Joined(unlike)} {(unlike.Length == 1 ? "has" : "have")} no outcome in common with {results.Items[results.Baseline].Name}: an outcome that a file does not have counts as one that never happens, so that differences tell of nothing but that.");
    }

    // Which items change course when, and which have not.
    private static string TakingOver(ComparisonResults results)
    {
        int[] changing = [.. Enumerable.Range(0, results.Items.Count).Where(i => results.TakesOver.ElementAtOrDefault(i) is not null)];
        if (changing.Length == 0) return "";
        string date = Times.Exact(results.TakesOver[changing[0]]!.Value);
        string past = results.Items[results.Baseline].Results.Evidence?.Evidence.PastOf?.Name ?? results.Items[results.Baseline].Name;
        // Whoever believes otherwise does so from the start, and finds another likelihood for the same news.
        string[] believing = [.. changing.Where(i => i != results.Baseline && !results.FollowsBaseline.ElementAtOrDefault(i) && AreOfOtherBeliefs(results, i)).Select(i => results.Items[i].Name)];
        string beliefs = believing.Length == 0 ? "" : $" What {Joined(believing)} {(believing.Length == 1 ? "assumes" : "assume")} holds from the start, so that what is known has another likelihood there (agree).";
        if (changing.Length == results.Items.Count) return $" Until {date} the levers are those of {past} for all; then each policy takes over.{beliefs}";
        if (changing.Length >= results.Items.Count - 1) return $" Until {date} the levers are those of {past} for all; then each other policy takes over.{beliefs}";
        string Names(IEnumerable<int> of) => string.Join(", ", of.Select(i => results.Items[i].Name));
        IEnumerable<int> others = Enumerable.Range(0, results.Items.Count).Except(changing).Where(i => i != results.Baseline);
        return $" Until {date} the levers are those of {past} for {Names(changing)}, which take over then; from the start on their own: {Names(others)}.{beliefs}";
    }

    private static bool AreOfOtherBeliefs(ComparisonResults results, int item) => !results.Items[item].Results.Policy.Assume.SequenceEqual(results.Items[results.Baseline].Results.Policy.Assume);

    private static IEnumerable<Block> Disagreeing(ComparisonResults results) => results.Disagreeing.Select(d => new Notice($"{d.Name}: {EvidenceSections.NoneAgrees(d.Evidence)}."));

    // What is compared: with a policy that changes beliefs too, a difference is of both.
    private static IEnumerable<Block> Policies(ComparisonResults results) => results.Items
        .Select(i => (i.Name, Means: Said.Choice(i.Results.Scenario, i.Results.Policy, i.Settings))).Where(i => i.Means is not null)
        .Select(i => new Paragraph($"{i.Name}: {i.Means}."));

    private static string[] Value(ComparisonResults results, int item)
    {
        string value = results.Items[item].Results.Value is { } v ? Numbers.Within(v.Mean, v.Low, v.High) : Numbers.None;
        return results.Values.FirstOrDefault(d => d.Item == item) is { } d
            ? [value, Told(d.Low, d.High) ? Numbers.Difference(d.Difference, d.Low, d.High) : Untold(d.Low, d.High), Numbers.DifferenceRange(d.Low, d.High)]
            : [value, "", ""];
    }

    private static string Change(ComparisonResults results, int item) =>
        results.WorldsThatChange.FirstOrDefault(w => w.Item == item)?.Share is { } share ? Percent.OfRuns(share, results.Items[item].Results.Runs) : "unpaired";

    private static Table Outcome(ComparisonReport report, string name)
    {
        ComparisonResults results = report.Results;
        OutcomeResult?[] own = [.. results.Items.Select(i => i.Results.Outcomes.FirstOrDefault(o => o.Outcome.Name == name))];
        return Shares(
            report, own.First(o => o is not null)!.Outcome.Title, "share",
            i => own[i] is { } o ? Percent.Share(o.Probability, o.Low, o.High) : Numbers.None,
            [.. results.Differences.Where(d => d.Outcome == name).Select(d => new ShareDifference(d.Item, d.Difference, d.Low, d.High, d.Into, d.OutOf))]);
    }

    // A difference of two shares, of whatever.
    private readonly record struct ShareDifference(int Item, double Difference, double Low, double High, double? Into, double? OutOf);

    // One row an item: its share, and how that differs from the baseline's.
    private static Table Shares(ComparisonReport report, string title, string what, Func<int, string> share, IReadOnlyList<ShareDifference> differences)
    {
        ComparisonResults results = report.Results;
        bool paired = differences.Any(d => d.Into is not null);
        IReadOnlyList<string> Row(int item)
        {
            long? runs = results.Items[item].Results.Runs;
            ShareDifference? found = differences.Where(d => d.Item == item).Select(d => (ShareDifference?)d).FirstOrDefault();
            string difference = item == results.Baseline ? "baseline" : found is not { } d ? Numbers.None : Told(d.Low, d.High) ? Percent.Points(d.Difference, d.Low, d.High) : Untold(d.Low, d.High);
            return
            [
                Named(results, item), share(item), difference, found is { } f ? Percent.PointsRange(f.Low, f.High) : "",
                .. paired ? [Worlds(found?.Into, runs), Worlds(found?.OutOf, runs)] : Array.Empty<string>(),
            ];
        }
        return new Table(
            [
                Column.Words(title), Column.Number(what), Column.Number("difference"), Column.Number(Percent.Level(report.Baseline.Confidence)),
                .. paired ? [Column.Number("into"), Column.Number("out of")] : Array.Empty<Column>(),
            ],
            [.. results.Items.Select((_, i) => Row(i))]);
    }

    private static string Worlds(double? share, long? runs) => share is { } s ? Percent.OfRuns(s, runs) : "";

    // How often something happens stands before when: the means are of the worlds in which it does.
    private static IEnumerable<Block> Measures(ComparisonReport report)
    {
        ComparisonResults results = report.Results;
        IEnumerable<string> named = [.. results.Measures.Select(d => d.Measure), .. results.Happenings.Select(d => d.Measure)];
        IEnumerable<string> inOrder = report.Baseline.Measures.Select(m => m.Measure.Name).Where(named.Contains);
        foreach (string name in inOrder.Concat(named).Distinct().Where(report.Tells))
        {
            if (results.Happenings.Any(d => d.Measure == name)) yield return Happening(report, name);
            if (results.Measures.Any(d => d.Measure == name)) yield return Measure(report, name);
        }
    }

    private static Table Happening(ComparisonReport report, string name)
    {
        ComparisonResults results = report.Results;
        return Shares(
            report, name, "happens",
            i => results.Items[i].Results.Measures.FirstOrDefault(m => m.Measure.Name == name) is { } m ? Percent.Share(m.Share, m.ShareLow, m.ShareHigh) : Numbers.None,
            [.. results.Happenings.Where(d => d.Measure == name).Select(d => new ShareDifference(d.Item, d.Difference, d.Low, d.High, d.Into, d.OutOf))]);
    }

    // As an outcome's. Where a difference is of some worlds only, each item's own mean is of other ones, and the difference can have another sign than they suggest:
    // then the means that it is the difference of stand there.
    private static Table Measure(ComparisonReport report, string name)
    {
        ComparisonResults results = report.Results;
        MeasureDifference?[] differences = [.. results.Items.Select((_, i) => results.Measures.FirstOrDefault(d => d.Item == i && d.Measure == name))];
        MeasureResult?[] own = [.. results.Items.Select(i => i.Results.Measures.FirstOrDefault(m => m.Measure.Name == name))];
        bool isOfSome = Array.Exists(differences, d => d is { IsOfSome: true });
        // The baseline's mean is of other worlds beside each item: where there is but one, it stands in the baseline's own row.
        MeasureDifference? only = results.Items.Count == 2 ? Array.Find(differences, d => d is not null) : null;
        Column[] means = !isOfSome ? [Column.Number("mean")]
            : [Column.Number("of worlds*"), Column.Number("mean there"), .. only is null ? [Column.Number("baseline's", drop: 1)] : Array.Empty<Column>()];
        string[] Means(int item)
        {
            long? runs = results.Items[item].Results.Runs;
            if (!isOfSome) return [own[item] is { } m ? Numbers.Within(m.Mean, m.MeanLow, m.MeanHigh) : Numbers.None];
            if (only is not null) return item == results.Baseline ? ["", MeanThere(only.BaselineMean, only)] : [Worlds(only.Share, runs), MeanThere(only.Mean, only)];
            return differences[item] is { } d ? [d.Share is null ? OwnWorlds : Worlds(d.Share, runs), MeanThere(d.Mean, d), MeanThere(d.BaselineMean, d)] : ["", "", ""];
        }
        return new Table(
            [Column.Words(MeasureSections.Heading(own.First(m => m is not null)!.Measure)), .. means, Column.Number("difference"), Column.Number(Percent.Level(report.Baseline.Confidence))],
            [.. results.Items.Select((_, i) => (IReadOnlyList<string>)[Named(results, i), .. Means(i), .. i == results.Baseline ? (string[])["baseline", ""] : Difference(differences[i])])]);
    }

    private static string[] Difference(MeasureDifference? d) => d is null ? [Numbers.None, ""]
        : [Told(d.Low, d.High) ? Numbers.Difference(d.Difference, d.Low, d.High) : Untold(d.Low, d.High), Numbers.DifferenceRange(d.Low, d.High)];

    private static string MeanThere(double mean, MeasureDifference d) => d.High > d.Low ? Numbers.Fixed(mean, Digits.Supported(d.Low, d.High)) : Numbers.Short(mean);

    private static IEnumerable<Block> Notes(ComparisonReport report)
    {
        ComparisonResults results = report.Results;
        IReadOnlyList<string> common = results.CommonSettings;
        string settings = common.Count > 0 ? $"; with {string.Join(", ", common)}" : "";
        IGrouping<string, ComparedItem>[] made = [.. results.Items.GroupBy(i => Made(i.Results, "; "))];
        string how = made.Length == 1 ? $"; {made[0].Key}{settings}"
            : settings + string.Concat(made.Select(m => $"; {string.Join(", ", m.Select(i => i.Name))}: {Made(m.First().Results, ", ")}"));
        yield return new Paragraph(
            $"Differences are relative to {results.Items[results.Baseline].Name}, with {Percent.Level(report.Baseline.Confidence)} intervals{how}." + Pairing(report));
        foreach (ComparedItem item in results.Items)
        {
            string own = string.Join(", ", item.Settings.Except(common));
            if (!item.Name.Contains(own, StringComparison.Ordinal)) yield return new Paragraph($"{item.Name}: with {own}.");
        }
    }

    // What is told in no table needs no explanation.
    private static IEnumerable<Block> Legend(IEnumerable<Block> tables) => tables.OfType<Table>().Any(t => t.Rows.Any(r => r.Skip(1).Contains(NotTold)))
        ? [new Paragraph($"\"{NotTold}\": the interval cannot tell the difference from zero; more runs may.")] : [];

    private static string Made(SimulationResults results, string between) =>
        (results.RunsMade is { } n ? $"seed {results.Seed}, {Numbers.Count(n, "run")}{ResultSections.Design(results.Design, n - 1)}{between}" : "") + $"{results.Engine} engine";

    // What is true only world by world is said only where there is such an item, and what is not where there is one of those.
    private static string Pairing(ComparisonReport report)
    {
        ComparisonResults results = report.Results;
        bool Measured(bool paired) => results.Measures.Any(d => report.Tells(d.Measure) && results.IsPaired(d.Item) == paired);
        IEnumerable<string> Names(bool paired) => results.Measures.Where(d => report.Tells(d.Measure) && results.IsPaired(d.Item) == paired).Select(d => results.Items[d.Item].Name).Distinct();
        string said = "";
        if (results.Differences.Any(d => d.Into is not null)) said += " Into and out of: the share of worlds that have it only here, and only under the baseline. They depend on how luck is shared between worlds; their difference does not.";
        if (Measured(paired: true)) said += Measured(paired: false)
            ? $" Measures of {string.Join(", ", Names(paired: true))} are compared in the worlds that have them under both; those of {string.Join(", ", Names(paired: false))} by the mean of each over its own worlds, which is another question and can have another sign."
            : " Measures are compared in the worlds that have them under both.";
        if (results.Items.Index().Any(i => IsMarkedOwn(results, i.Index))) said += $" {Own}: not world by world, but what it came to in its own runs that agree, less what the baseline came to in its own.";
        if (results.Measures.Any(d => d.IsOfSome && report.Tells(d.Measure))) said += " Where these are not all (*), the means there are not those that each has by itself.";
        if (AreOfOwnWorlds(results) && results.Items.Count(i => !i.IsAsSaved) > 1) said += " The runs of two items that agree are partly the same worlds; the intervals of differences know in how far.";
        if (results.FollowsBaseline.Contains(true) && results.TakesOver.All(t => t is null)) said += " What is known need not have come about under the others: they are what else would have come of these worlds, from the start on.";
        if (results.Items.Any(i => i.IsAsSaved)) said += " Unpaired: what each came to by itself is compared, not world by world.";
        return said;
    }

    /// <summary>Whether an interval tells a difference from zero.</summary>
    public static bool Told(double low, double high) => low > 0 || high < 0;

    // No number of runs would tell one that is nowhere.
    private static bool IsNone(double low, double high) => low == 0 && high == 0;

    /// <summary>What stands for a difference that is not told from none.</summary>
    public static string Untold(double low, double high) => IsNone(low, high) ? Alike : NotTold;
}
