using System.Text.RegularExpressions;
using ScenarioSim.Language;
using ScenarioSim.Tests.Corpus;
using ScenarioSim.Text;
using Xunit;

namespace ScenarioSim.Tests.Generated;

/// <summary>Whether random scenarios say enough to be worth testing with.</summary>
public class GeneratorTests
{
    [Fact]
    public void Most_scenarios_can_be_read_and_together_they_say_all_that_the_language_can()
    {
        const int Written = 300;
        var texts = new List<string>();
        var problems = new List<string>();
        for (int seed = 0; seed < Written; seed++)
        {
            string text = Author.Write(seed, new Wish(1 + (seed % 24))).Document.ToString();
            ReadResult read = ScenarioReader.Read("generated.yaml", new MemoryFiles(("generated.yaml", text)));
            if (read.HasErrors) problems.Add($"# seed {seed}\n{DiagnosticText.Render([.. read.Diagnostics.Where(d => d.Severity == Severity.Error)])}");
            else texts.Add(text);
        }
        Assert.True(texts.Count > 0.7 * Written, $"{texts.Count} of {Written} can be read\n{string.Join("\n", problems.Take(40))}");
        string all = string.Join("\n", texts);
        string[] missing = [.. s_forms.Where(form => !Regex.IsMatch(all, form))];
        Assert.True(missing.Length == 0, string.Join("\n", missing));
    }

    private static readonly string[] s_forms =
    [
        @"\bon: ", @"after: \d+ days", @"after: .*\.\.", @"after: .*a\d", @"when: ", @"chance: \d+% per ", @"chance: 30%[ ,}\n]", @"rate: ", @"100% per", @"100%[ ,}\n]", @"per 2 weeks",
        @"split:", @": rest", @"\bdo: ", @"enter: ", @"exit: ", @"repeats: true", @"range: ", @"integer: true", @"each step: ", @"\+= ", @"-= ", @"\*= ", @" = \S", @"[+*-]?= normal\(",
        @"triangular\(", @"pert\(", @"beta\(", @"lognormal\(", @"gamma\(", @"exponential\(", @"quantiles: ", @"discrete: ", @"experts:", @"pool: log", @" to \d", @" in -1\.\.2", @"likely", @"correlations:",
        @"options: ", @"default: ", @"define:", @"visits\(b", @"visits\(t", @"visited\(", @"time_in\(", @"\bday\b", @"\bdate\b", @" in \[", @"count\(", @"clamp\(", @"logistic\(", @"logit\(", @"if .* then ",
        @"time_to\(", @"final\(", @"\bmax\(", @"\bmin\(", @"mean\(", @"total\(", @"share_of_time\(", @"stop: true", @"otherwise: true", @"value: ", @"\bset: ", @"assume:", @"observed:", @"initial: s", @"step: 6 hours", @"step: 2 weeks",
        @"\n        states:", @"\n            states:",
    ];
}
