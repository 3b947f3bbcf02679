using System.Text.RegularExpressions;
using Xunit;

namespace ScenarioSim.Tests;

/// <summary>Dependencies point one way: ARCHITECTURE.md, "One-way layers". Usings and qualified names are both looked at.</summary>
public partial class LayeringTests
{
    // Each layer with those that it names itself; it may also use whatever these may use.
    private static readonly Dictionary<string, string[]> s_below = new()
    {
        ["Text"] = [],
        ["Model"] = ["Text"],
        ["Language"] = ["Model"],
        ["Randomness"] = ["Model"],
        ["Results"] = ["Model"],
        ["Interpreter"] = ["Randomness", "Results"],
        ["Compiler"] = ["Randomness", "Results"],
        ["Simulation"] = ["Compiler"],
        ["Exact"] = ["Compiler"],
        ["Rare"] = ["Simulation"],
        ["Statistics"] = ["Results"],
        ["Symbolic"] = ["Model"],
        ["Analysis"] = ["Rare", "Exact", "Interpreter", "Statistics"],
        ["Reports"] = ["Analysis", "Symbolic"],
        ["App"] = ["Reports", "Language"],
    };

    // A library and the one part that may know it.
    private static readonly (string Library, string Part)[] s_kept =
    [
        ("YamlDotNet", "src/ScenarioSim/Language/"),
        ("Stateless", "src/ScenarioSim/Interpreter/"),
        ("System.CommandLine", "src/ScenarioSim.App/Cli/"),
        ("Spectre.Console", "src/ScenarioSim.App/Cli/"),
        ("Terminal.Gui", "src/ScenarioSim.App/Tui/Shell/"),
    ];

    // Breaches that are known and to be mended: the list may only become shorter.
    private static readonly string[] s_known = [];

    // How long a stretch of runs takes decides how the work is shared among threads, and nothing else.
    private const string Timed = "src/ScenarioSim/Analysis/Engines/Workers.cs: Stopwatch";

    public static TheoryData<string> Layers => [.. s_below.Keys];

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_layer_uses_only_those_below_it(string layer)
    {
        HashSet<string> allowed = [layer, .. Below(layer)];
        string[] others = [.. s_below.Keys.Where(l => !allowed.Contains(l))];
        IEnumerable<string> wrong =
            from file in Sources()
            where LayerOf(file) == layer
            from used in others
            where Uses(Code(file), used)
            select $"{file} uses {used}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_source_file_belongs_to_a_layer() =>
        Assert.DoesNotContain(Sources(), file => !s_below.ContainsKey(LayerOf(file)));

    [Fact]
    public void Each_library_is_known_to_one_part_only()
    {
        IEnumerable<string> wrong =
            from file in Sources()
            from kept in s_kept
            where !file.StartsWith(kept.Part, StringComparison.Ordinal) && Code(file).Contains($"using {kept.Library}", StringComparison.Ordinal)
            select $"{file} uses {kept.Library}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_library_never_prints_sleeps_or_reads_the_clock()
    {
        IEnumerable<string> wrong =
            from file in Sources()
            where file.StartsWith("src/ScenarioSim/", StringComparison.Ordinal)
            from Match use in Forbidden().Matches(Code(file))
            select $"{file}: {use.Value}";
        Assert.Equal(s_known, wrong.Distinct().Except([Timed]));
    }

    private static IEnumerable<string> Below(string layer) => s_below[layer].SelectMany(l => Below(l).Prepend(l));

    private static bool Uses(string code, string layer) =>
        Regex.IsMatch(code, $@"\bScenarioSim\.{layer}\b|(?<![\w.]){layer}\.[A-Z]\w*\.[A-Z]");

    private static string LayerOf(string file)
    {
        string[] parts = file.Split('/');
        return parts[1] == "ScenarioSim" ? parts[2] : parts[1]["ScenarioSim.".Length..];
    }

    private static IEnumerable<string> Sources() => Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/')).Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal));

    // What comments and texts say is no use.
    private static string Code(string file) => Silent().Replace(File.ReadAllText(Path.Combine(Repository.Root, file)), "");

    [GeneratedRegex(@"//[^\n]*|""(?:\\.|[^""\\\n])*""")]
    private static partial Regex Silent();

    [GeneratedRegex(@"\b(?:Console\.|Thread\.Sleep|Task\.Delay|Stopwatch\b|TimeProvider\b|DateTime(?:Offset)?\.(?:Now|UtcNow|Today)|Environment\.TickCount|new Random\b|Random\.Shared)")]
    private static partial Regex Forbidden();
}
