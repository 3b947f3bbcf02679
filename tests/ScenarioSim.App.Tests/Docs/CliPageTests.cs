using System.Text.Json;
using System.Text.RegularExpressions;
using ScenarioSim.App.Tests.Cli;
using Xunit;

namespace ScenarioSim.App.Tests.Docs;

/// <summary>
/// docs/cli.md says what the program gives. A block after <c>&lt;!-- json ARGUMENTS --&gt;</c> has the property names, and the kinds of values, of what these arguments print;
/// lists may be cut short, figures are examples.
/// </summary>
public sealed partial class CliPageTests : IDisposable
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "cli.md"));
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Examples => [.. Example().Matches(s_page).Select(m => (m.Groups["arguments"].Value, m.Groups["json"].Value))];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_JSON_example_has_the_properties_that_the_program_prints(string arguments, string json)
    {
        Called called = InProcess.Call([.. Arguments(arguments), "--format", "json"]);
        using var example = JsonDocument.Parse(json);
        List<string> differences = [.. Differences("", example.RootElement, called.Json)];
        Assert.True(differences.Count == 0, string.Join("\n", differences));
        Assert.Equal(called.Json.GetProperty("schema").GetString(), example.RootElement.GetProperty("schema").GetString());
    }

    [Fact]
    public void Every_JSON_example_is_held_against_the_program() => Assert.Equal(s_page.Split("```json").Length - 1, Examples.Count);

    [Fact]
    public void Every_verb_and_every_option_is_on_the_page()
    {
        IEnumerable<string> verbs = App.Program.Verbs.Select(v => v.GetType().Name.Replace("Verb", "").ToLowerInvariant());
        foreach (string verb in verbs)
        {
            Assert.Contains($"`scenariosim {verb} ", s_page);
            string help = InProcess.Call(verb, "--help").Output;
            foreach (Match option in Option().Matches(help)) Assert.True(option.Value is "--help" || s_page.Contains($"`{option.Value}"), $"{verb} {option.Value}");
        }
    }

    [Fact]
    public void The_CSV_example_has_rows_that_the_program_prints()
    {
        string[] printed = InProcess.Call("run", InProcess.Geneva, "--runs", "500", "--format", "csv").Output.Split('\n');
        string shown = Table().Match(s_page).Groups[1].Value;
        foreach (string row in shown.Trim().Split('\n'))
        {
            string labels = row[..row.LastIndexOf(',')];
            Assert.Contains(printed, p => p.StartsWith(labels + ",", StringComparison.Ordinal));
        }
    }

    private string[] Arguments(string written)
    {
        if (Spoilt().Match(written) is { Success: true } spoilt)
        {
            string text = File.ReadAllText(Path.Combine(Repository.Root, spoilt.Groups["from"].Value));
            Assert.Contains(spoilt.Groups["old"].Value, text);
            return ["check", _folder.File(spoilt.Groups["to"].Value, text.Replace(spoilt.Groups["old"].Value, spoilt.Groups["new"].Value, StringComparison.Ordinal))];
        }
        string[] words = [.. written.Split(' ').Select(w => w.EndsWith(".yaml", StringComparison.Ordinal) ? Path.Combine(Repository.Root, w) : w)];
        return words[0] is "run" or "compare" or "verify" ? [.. words, "--runs", "500"] : words;
    }

    private static IEnumerable<string> Differences(string at, JsonElement example, JsonElement printed)
    {
        if (Kind(example) != Kind(printed)) return [$"{at}: the page has {Kind(example)}, the program {Kind(printed)}"];
        if (example.ValueKind == JsonValueKind.Array)
        {
            return printed.GetArrayLength() == 0 || example.GetArrayLength() == 0
                ? (example.GetArrayLength() == printed.GetArrayLength() ? [] : [$"{at}: one of the lists is empty"])
                : Differences(at + "[]", example[0], printed[0]);
        }
        if (example.ValueKind != JsonValueKind.Object) return [];
        return Called.Keys(example) != Called.Keys(printed)
            ? [$"{at}: the page has {Called.Keys(example)}, the program {Called.Keys(printed)}"]
            : example.EnumerateObject().SelectMany(p => Differences($"{at}.{p.Name}", p.Value, printed.GetProperty(p.Name)));
    }

    private static string Kind(JsonElement element) => element.ValueKind is JsonValueKind.True or JsonValueKind.False ? "a truth" : element.ValueKind.ToString();

    [GeneratedRegex(@"<!-- json (?<arguments>[^\n]+) -->\n```json\n(?<json>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"^check (?<from>\S+) to (?<to>\S+) with (?<old>.+) => (?<new>.+)$")]
    private static partial Regex Spoilt();

    [GeneratedRegex(@"```text\nkind,item,name,state,date,statistic,value\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex(@"(?<=[ ,])--[a-z][a-z-]+")]
    private static partial Regex Option();
}
