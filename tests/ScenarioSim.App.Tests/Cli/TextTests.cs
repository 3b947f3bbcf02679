using System.Text.RegularExpressions;
using Xunit;

namespace ScenarioSim.App.Tests.Cli;

/// <summary>What the author says of the things of a scenario travels with the figures.</summary>
public class TextTests
{
    [Fact]
    public void Every_text_of_the_file_is_in_the_results_and_the_stories_as_JSON_and_as_Markdown()
    {
        // Words that stand nowhere else, in every mapping that may have texts.
        int made = 0;
        string Texts(params string[] keys) => string.Join(", ", keys.Select(k => $"{k}: word{++made}"));
        string all = Texts("title", "summary", "means", "why", "note");
        using var folder = new TemporaryFolder();
        string file = folder.File("texts.yaml", $$"""
            scenario: Texts
            author: word{{++made}}
            summary: word{{++made}}
            note: word{{++made}}
            start: 2022-01-01
            horizon: 10 days
            sources: { s: { {{all}}, publisher: word{{++made}}, author: word{{++made}}, url: word{{++made}}, accessed: word{{++made}} } }
            assumptions:
              a: { is: 0..1, {{Texts("title", "summary", "means", "why", "note", "unit")}}, source: s, confidence: low }
              b: { experts: [ { is: 0..1, {{Texts("name", "why", "note")}} }, { is: 1..2 } ], {{Texts("why", "note")}} }
            correlations: [ { between: [a, b], rank: 0.5, {{Texts("why", "note")}} } ]
            levers: { l: { options: [x, y], {{Texts("title", "means", "why", "note")}} } }
            indicators: { i: { initial: 1, {{Texts("title", "means", "why", "note", "unit")}} } }
            tracks:
              t:
                title: word{{++made}}
                note: word{{++made}}
                states:
                  calm:
                    title: word{{++made}}
                    why: word{{++made}}
                    transitions:
                      - { chance: 50% per day, split: { war: { chance: 30%, {{Texts("why", "note")}} }, peace: rest }, {{Texts("name", "title", "why", "note")}}, source: s }
                  war: []
                  peace: []
            branches: { storm: { chance: 1% per day, {{Texts("title", "means", "why", "note")}} } }
            outcomes: { war: { when: t == war, {{Texts("title", "means", "why", "note")}} }, peace: { otherwise: true } }
            measures: { m: { is: max(i), {{Texts("title", "means", "why", "note", "unit")}} } }
            policies: { p: { assume: { a: { is: 0..0.5, {{Texts("why", "note")}} } }, {{Texts("title", "summary", "why", "note")}} } }
            observed: [ { on: 2022-01-05, that: t == war, {{Texts("name", "why", "note")}} } ]
            """);
        string[] words = [.. Enumerable.Range(1, made).Select(i => $"word{i}")];
        foreach (string[] command in (string[][])[["run", file, "--runs", "100"], ["exact", file], ["trace", file, "--run", "0"], ["compare", file, file, "--runs", "100"]])
        {
            Called json = InProcess.Call([.. command, "--format", "json"]);
            Assert.Equal("", json.Error);
            HashSet<string> found = [.. Regex.Matches(json.Output, "word[0-9]+").Select(m => m.Value)];
            Assert.Equal([], words.Except(found));
        }
        // Titles and units of what has no row of its own, and names of what has another, are in the other form only.
        string[] titles = [.. Regex.Matches(File.ReadAllText(file), "(?:title|unit|name): (word[0-9]+)").Select(m => m.Groups[1].Value)];
        foreach (string[] command in (string[][])[["run", file, "--runs", "100"], ["trace", file, "--run", "0"]])
        {
            string markdown = InProcess.Call([.. command, "--format", "markdown"]).Output;
            Assert.Equal([], words.Except(Regex.Matches(markdown, "word[0-9]+").Select(m => m.Value)).Except(titles));
        }
    }
}
