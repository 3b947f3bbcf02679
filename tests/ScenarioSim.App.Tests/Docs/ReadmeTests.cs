using System.Text.RegularExpressions;
using Xunit;

namespace ScenarioSim.App.Tests.Docs;

/// <summary>What the README and the page on conditioning tell the reader to type works, and prints what they show. <c>UPDATE_GOLDEN=1</c> writes the outputs into them.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private const string LongForm = "dotnet run -c Release --project src/ScenarioSim.App -- ";
    private const string ShortForm = "scenariosim ";
    private const string Rest = "…";
    private static readonly string s_path = Path.Combine(Repository.Root, "README.md");
    private readonly string _folder = Directory.CreateTempSubdirectory("readme-").FullName;

    public ReadmeTests()
    {
        string scenarios = Directory.CreateDirectory(Path.Combine(_folder, "scenarios")).FullName;
        foreach (string file in Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), "*.yaml")) File.Copy(file, Path.Combine(scenarios, Path.GetFileName(file)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/conditioning.md")]
    public async Task Every_command_works_and_prints_what_is_shown_under_it(string page)
    {
        string path = Path.Combine(Repository.Root, page), text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var wrong = new List<string>();
        foreach (Match place in Shown().Matches(text).Reverse())
        {
            string command = place.Groups["command"].Value;
            string output = await Printed(place, command, wrong);
            if (!place.Groups["shown"].Success) continue;
            string shown = place.Groups["shown"].Value;
            string now = Shortened(output, shown);
            if (now == shown) continue;
            wrong.Add($"{command} prints\n{now}\n  not\n{shown}");
            text = string.Concat(text.AsSpan(0, place.Groups["shown"].Index), now, text.AsSpan(place.Groups["shown"].Index + shown.Length));
        }
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        else Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    [Fact]
    public async Task Every_other_command_names_something_that_exists()
    {
        string text = await File.ReadAllTextAsync(s_path, TestContext.Current.CancellationToken);
        foreach (string line in Shell().Matches(text).SelectMany(block => block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)))
        {
            bool known = line.StartsWith(LongForm, StringComparison.Ordinal) || line.StartsWith(ShortForm, StringComparison.Ordinal) || line == $"alias scenariosim='{LongForm.TrimEnd()}'" || line == "dotnet test";
            if (!known) Assert.True(Project().Match(line) is { Success: true } project && Directory.Exists(Path.Combine(Repository.Root, project.Groups[1].Value)), line);
        }
    }

    [Fact]
    public void Every_relative_link_leads_somewhere()
    {
        string[] pages = [s_path, Path.Combine(Repository.Root, "CONTRIBUTING.md"), .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md")];
        IEnumerable<string> lost =
            from page in pages
            from Match link in Link().Matches(File.ReadAllText(page))
            where !link.Value.Contains("://", StringComparison.Ordinal) && !Leads(page, link.Groups["file"].Value, link.Groups["place"].Value)
            select $"{Path.GetFileName(page)}: {link.Value}";
        Assert.Empty(lost);
    }

    private static bool Leads(string page, string file, string place)
    {
        string target = file.Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, file);
        return Path.Exists(target) && (place.Length == 0 || Heading().Matches(File.ReadAllText(target)).Any(h => Anchor(h.Groups[1].Value) == place));
    }

    // As GitHub makes them: lower case, without punctuation, spaces as hyphens.
    private static string Anchor(string heading) => Punctuation().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    // The workbench without a terminal says what to type instead, with exit code 2; everything else must succeed, but for a check of a file that was spoilt.
    private async Task<string> Printed(Match place, string command, List<string> wrong)
    {
        int wanted = 0;
        if (Spoilt().Match(command) is { Success: true } spoilt)
        {
            string from = await File.ReadAllTextAsync(Path.Combine(_folder, spoilt.Groups["from"].Value), TestContext.Current.CancellationToken);
            Assert.Contains(spoilt.Groups["old"].Value, from);
            string to = Path.Combine(_folder, spoilt.Groups["to"].Value);
            await File.WriteAllTextAsync(to, from.Replace(spoilt.Groups["old"].Value, spoilt.Groups["new"].Value, StringComparison.Ordinal), TestContext.Current.CancellationToken);
            (command, wanted) = ($"{ShortForm}check {spoilt.Groups["to"].Value}", 1);
        }
        string[] arguments = Arguments(command);
        if (arguments[0].EndsWith(".yaml", StringComparison.Ordinal)) wanted = 2;
        // Only the figures that are shown need as many runs as the reader will make.
        if (!place.Groups["shown"].Success && arguments[0] is "run" or "compare" && !arguments.Contains("--runs")) arguments = [.. arguments, "--runs", "500"];
        (int code, string output, string error) = await RealProgram.Run(_folder, arguments);
        if (code != wanted) wrong.Add($"{command} ends with {code}\n{output}{error}");
        if (wanted == 2 && !error.Contains("needs a terminal", StringComparison.Ordinal)) wrong.Add($"{command} says {error}");
        return (error + output).TrimEnd('\n');
    }

    private static string[] Arguments(string command) =>
        [.. Word().Matches(command.StartsWith(LongForm, StringComparison.Ordinal) ? command[LongForm.Length..] : command[ShortForm.Length..]).Select(w => w.Value.Trim('"'))];

    // A block that ends in a line of three dots shows only the first lines, one that begins with it only those from that on which begins like its first.
    private static string Shortened(string output, string shown)
    {
        string[] lines = shown.Split('\n'), all = output.Split('\n');
        if (lines[^1] != Rest) return output;
        bool begins = lines[0] != Rest;
        int from = begins ? 0 : Math.Max(0, Array.FindIndex(all, l => l.StartsWith(lines[1].Split("  ")[0] + " ", StringComparison.Ordinal)));
        return string.Join('\n', [.. begins ? Array.Empty<string>() : [Rest], .. all.Skip(from).Take(Math.Max(1, lines.Length - (begins ? 1 : 2))), Rest]);
    }

    [GeneratedRegex("\"[^\"]*\"|[^ ]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?:^(?<command>(?:dotnet run -c Release --project src/ScenarioSim.App -- |scenariosim )[^\n]+)$|<!-- (?<command>check \S+ to \S+ with [^\n]+?) -->)(?:\n```)?(?:\n\n```text\n(?<shown>.*?)\n```)?", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Shown();

    [GeneratedRegex(@"^check (?<from>\S+) to (?<to>\S+) with (?<old>.+) => (?<new>.+)$")]
    private static partial Regex Spoilt();

    [GeneratedRegex(@"^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Shell();

    [GeneratedRegex(@"(?:--project|publish) (\S+)")]
    private static partial Regex Project();

    [GeneratedRegex(@"\]\((?<file>[^)#\s]*)(?:#(?<place>[^)\s]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ ([^\r\n]+)", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();
}
