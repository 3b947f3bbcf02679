using System.Globalization;
using ScenarioSim.Analysis;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Reports;
using ScenarioSim.Results;
using ScenarioSim.Tests.Corpus;
using ScenarioSim.Text;
using Xunit;

namespace ScenarioSim.Tests.Docs;

/// <summary>
/// Every example in docs/ does what the text says. The word after a fence's language says what a block is:
/// <c>yaml scenario [file=NAME]</c> is a whole file, which must read without errors and run;
/// <c>yaml part [of=FILE] [as=NAME]</c> are sections that change FILE (the frame if none is named), <c>yaml part=transitions</c> those of its state <c>talks</c>, <c>yaml part=states</c> a track;
/// <c>yaml broken</c>, perhaps with <c>part=...</c>, has mistakes, and the text block after it is what is said about them;
/// <c>yaml truths</c> is a list of constant conditions that hold; <c>text run=FILE</c> and <c>text compare=FILE</c> show what the program prints (a last line of three dots: and so on).
/// <c>UPDATE_GOLDEN=1</c> writes the text blocks.
/// </summary>
public class DocumentationTests
{
    private const string Frame = "frame.yaml";
    private const string Rest = "…";

    /// <summary>All pages but that of the diagnostics, which is made from their catalogue by a test of its own.</summary>
    public static TheoryData<string> Pages =>
    [
        .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/')).Where(page => page != "docs/diagnostics.md").Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_example_on_a_page_does_what_the_page_says(string page)
    {
        string path = Path.Combine(Repository.Root, page);
        var blocks = FencedBlock.In(File.ReadAllText(path).ReplaceLineEndings("\n"));
        var examples = new Examples();
        var wrong = blocks.Select((block, i) => examples.Check(block, i > 0 ? blocks[i - 1] : null)).OfType<Wrong>().ToList();
        if (Golden.Updating) FencedBlock.Rewrite(path, [.. wrong.Where(w => w.Now is not null).Select(w => (w.Block, w.Now!))]);
        var left = wrong.Where(w => !Golden.Updating || w.Now is null).Select(w => $"{page}:{w.Block.Line}: {w.Why}").ToList();
        Assert.True(left.Count == 0, string.Join("\n\n", left));
    }

    [Fact]
    public void The_table_of_keys_has_every_key()
    {
        string[] lines = LanguagePage().Split('\n');
        IEnumerable<string> missing =
            from kind in KeyCatalogue.All
            let row = lines.Single(l => l.StartsWith($"| {kind.Name} |", StringComparison.Ordinal))
            from key in kind.Own
            where !row.Contains($"`{key.Name}`", StringComparison.Ordinal)
            select $"{kind.Name}: {key.Name}";
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_distribution_is_told()
    {
        string page = LanguagePage();
        Assert.DoesNotContain(Catalogue.All.Select(form => $"| `{form.Name}("), call => !page.Contains(call, StringComparison.Ordinal));
    }

    private static string LanguagePage() => File.ReadAllText(Path.Combine(Repository.Root, "docs", "language.md")).ReplaceLineEndings("\n");

    private sealed record Wrong(FencedBlock Block, string Why, string? Now = null);

    // The files of one page, in the order in which it tells of them.
    private sealed class Examples
    {
        private readonly Dictionary<string, string> _files = [];
        private ReadResult? _broken;

        public Wrong? Check(FencedBlock block, FencedBlock? before)
        {
            if (block.Language == "yaml") return block.Is("broken") ? Broken(block) : block.Is("truths") ? Truths(block) : Valid(block);
            if (block.Language != "text") return null;
            if (block.Option("run") is { } run) return Shown(block, Run(run));
            if (block.Option("compare") is { } compare) return Shown(block, Compared(compare, int.Parse(block.Option("runs") ?? "100000", CultureInfo.InvariantCulture)));
            if (before?.Is("broken") == true) return Shown(block, Said(before));
            return null;
        }

        private Wrong? Valid(FencedBlock block)
        {
            if (!block.Is("scenario") && !block.Is("part")) return new Wrong(block, "does not say what it is: `yaml scenario`, `yaml part`, ...");
            string name = block.Option("file") ?? block.Option("as") ?? "example.yaml";
            _files[name] = Whole(block);
            ReadResult read = Read(name);
            if (read.Scenario is not { } scenario) return new Wrong(block, DiagnosticText.Render(read.Diagnostics));
            foreach (EngineKind engine in Enum.GetValues<EngineKind>())
            {
                SimulationResults results = Simulate.Run(scenario, scenario.Policies[0], new RunOptions { Runs = 200, Engine = engine }, cancellation: TestContext.Current.CancellationToken)!;
                if (results.Runs != 200) return new Wrong(block, $"{results.Runs} runs");
            }
            return null;
        }

        private Wrong? Broken(FencedBlock block)
        {
            _files["example.yaml"] = Whole(block);
            _broken = Read("example.yaml");
            return _broken.HasErrors ? null : new Wrong(block, "is meant to be broken, and is not");
        }

        private Wrong? Truths(FencedBlock block)
        {
            foreach (string condition in block.Text.Split('\n').Select(line => line[2..]))
            {
                _files["example.yaml"] = $"extends: {Frame}\nindicators:\n  example: 'if {condition} then 1 else 0'\n";
                ReadResult read = Read("example.yaml");
                if (read.Scenario is null) return new Wrong(block, DiagnosticText.Render(read.Diagnostics));
                if (read.Scenario.Indicators.Single(i => i.Name == "example").Initial is not Constant { Value: 1 }) return new Wrong(block, $"{condition} does not hold");
            }
            return null;
        }

        private static string Whole(FencedBlock block)
        {
            if (block.Is("scenario")) return block.Text + "\n";
            string text = string.Join('\n', block.Text.Split('\n').Select(line => $"        {line}"));
            return block.Option("part") switch
            {
                "transitions" => $"extends: {Frame}\ntracks:\n  geneva:\n    states:\n      talks:\n{text}\n",
                "states" => $"extends: {Frame}\ntracks:\n  example:\n    states:\n{text}\n",
                _ when block.Is("part") => $"extends: {block.Option("of") ?? Frame}\n{block.Text}\n",
                _ => block.Text + "\n",
            };
        }

        private ReadResult Read(string name) => ScenarioReader.Read(name, new MemoryFiles(_files.Select(f => (f.Key, f.Value))));

        private string Run(string name)
        {
            ReadResult read = Read(name);
            SimulationResults results = Simulate.Run(read.Scenario!, read.Scenario!.Policies[0], new RunOptions(), cancellation: TestContext.Current.CancellationToken)!;
            // The warnings about grounds, and the last paragraph, which tells the time it took, are left out.
            string text = Exports.Text(stream => Exports.Named("table")!.Write(new ResultReport(results, [], []), stream));
            return text[..text.LastIndexOf("\n\nPolicy ", StringComparison.Ordinal)];
        }

        private string Compared(string name, int runs)
        {
            Scenario scenario = Read(name).Scenario!;
            ComparisonResults results = Compare.Run([.. scenario.Policies.Select(p => new ComparisonItem(p.Name, scenario, p))], 0, new RunOptions { Runs = runs }, cancellation: TestContext.Current.CancellationToken)!;
            return Exports.Text(stream => Exports.Named("table")!.Write(new ComparisonReport(results, [], []), stream));
        }

        // Where a part is shown, the lines are those of the page, so the place in the file is left out.
        private string Said(FencedBlock block)
        {
            string text = DiagnosticText.Render(_broken!.Diagnostics.Where(d => d.Severity == Severity.Error).ToList());
            if (block.Option("part") is null) return text.TrimEnd('\n');
            return string.Join('\n', text.TrimEnd('\n').Split('\n').Where(l => !l.TrimStart().StartsWith("--> ", StringComparison.Ordinal)).Select(Unplaced));
        }

        private static string Unplaced(string line)
        {
            int bar = line.IndexOf(" | ", StringComparison.Ordinal);
            bool source = bar >= 0 && line[..bar].All(c => char.IsDigit(c) || c == ' ');
            return !source ? line.StartsWith(' ') ? "  " + line.TrimStart() : line : "  | " + (line.Length > bar + 11 ? line[(bar + 11)..] : "");
        }
    }

    private static Wrong? Shown(FencedBlock block, string now)
    {
        string[] lines = block.Text.Split('\n');
        string wanted = now.TrimEnd('\n');
        if (lines[^1] == Rest) wanted = string.Join('\n', wanted.Split('\n').Take(lines.Length - 1).Append(Rest));
        return wanted == block.Text ? null : new Wrong(block, $"shows\n{block.Text}\n  and should show (UPDATE_GOLDEN=1 writes it)\n{wanted}", wanted);
    }
}
