using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ScenarioSim.Analysis;
using ScenarioSim.Compiler;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Randomness;
using ScenarioSim.Results;
using ScenarioSim.Simulation;
using ScenarioSim.Tests.Corpus;
using Xunit;

namespace ScenarioSim.Tests.Generated;

/// <summary>What paired worlds rest on: whose luck a change of the file may touch.</summary>
[Properties(Arbitrary = [typeof(Scenarios)], StartSize = 1, EndSize = 24, QuietOnSuccess = true)]
public class LuckProperties
{
    private const int Runs = 15;

    [Property(MaxTest = 60, Replay = "(20220110,17)")]
    public void The_order_of_tracks_in_the_file_does_not_matter(WholeNumbers whole)
    {
        Yaml.Fields document = whole.Scenario.Document;
        foreach (string section in new[] { "tracks", "branches" })
        {
            if (document.Find(section) is Yaml.Fields tracks) document = document.With(section, tracks with { Entries = [.. tracks.Entries.Reverse()] });
        }
        AssertSameMoves(whole.Scenario.Scenario, Generated.Read(document));
    }

    [Property(MaxTest = 60, Replay = "(20220110,19)")]
    public void A_track_that_touches_nothing_changes_no_others_luck(Generated generated)
    {
        foreach (int place in new[] { 0, generated.Scenario.Tracks.Count(t => !t.IsBranch) })
        {
            AssertSameMoves(generated.Scenario, Generated.Read(Generated.WithTrack(generated.Document, place, "bystander", generated.Bystander)));
        }
    }

    [Property(MaxTest = 40, Replay = "(20220110,21)")]
    public void A_policy_equal_to_the_baseline_changes_no_world(Generated generated)
    {
        var written = generated.Document.Find("policies") as Yaml.Fields;
        (string Name, Yaml Settings) last = written?.Entries[^1] ?? ("p0", new Yaml.Fields([]));
        Scenario scenario = Generated.Read(generated.Document.With("policies", new Yaml.Fields([last, ("same", last.Settings)])));
        var running = new RunningComparison([.. scenario.Policies.Select(p => new ComparisonItem(p.Name, scenario, p))], 0, new RunOptions { Threads = 1 });
        running.Advance(100);
        ComparisonResults results = running.Results();
        Assert.Equal(0, results.WorldsThatChange.Single().Share);
        Assert.All(results.Differences, d => Assert.Equal((0.0, 0.0), (d.Into, d.OutOf)));
        Assert.All(results.Measures, m => Assert.Equal(0, m.Difference));
    }

    [Property(MaxTest = 200, Replay = "(20220110,23)", Arbitrary = [typeof(Standing)])]
    public void Raising_a_constant_standing_chance_never_makes_the_first_event_later(StandingChances chances, int which)
    {
        int raised = (int)((uint)which % chances.List.Count);
        Move?[] before = FirstMoves(chances, stepHours: 24);
        Move?[] after = FirstMoves(new StandingChances([.. chances.List.Select((c, i) => i == raised ? c with { Percent = c.Percent + ((100 - c.Percent) / 3) } : c)]), stepHours: 24);
        for (int run = 0; run < before.Length; run++)
        {
            if (before[run] is { } move) Assert.True(after[run]?.Step <= move.Step, $"run {run}: {move} before, {after[run]} after");
        }
    }

    // docs/language.md, section 3: 1 - exp(-sum(r) x step). The same threshold is reached within the same step.
    [Property(MaxTest = 100, Replay = "(20220110,25)", Arbitrary = [typeof(Standing)])]
    public void Halving_the_step_moves_an_event_of_standing_chances_by_less_than_a_step(StandingChances chances)
    {
        Move?[] whole = FirstMoves(chances, stepHours: 24);
        Move?[] half = FirstMoves(chances, stepHours: 12);
        for (int run = 0; run < whole.Length; run++)
        {
            Assert.Equal(whole[run]?.Step, (half[run]?.Step + 1) / 2);
            Assert.Equal(whole[run]?.To, half[run]?.To);
        }
    }

    [Property(MaxTest = 1000, Replay = "(20220110,27)", Arbitrary = [typeof(Standing)])]
    public void Halving_the_step_leaves_the_chance_of_staying_unchanged(StandingChances chances)
    {
        double Stay(double days) => Math.Exp(-chances.List.Sum(c => Hazard.OfChance(c.Percent / 100.0, days / c.PeriodDays)) / Hazard.Units);
        Assert.Equal(Stay(1), Stay(0.5) * Stay(0.5), 1e-12);
        double stay = chances.List.Aggregate(1.0, (product, c) => product * Math.Pow(1 - (c.Percent / 100.0), 1.0 / c.PeriodDays));
        // The logarithm of a chance is good to 3e-7 of itself.
        Assert.Equal(stay, Stay(1), 1e-12 + (3e-7 * -Math.Log(stay)));
    }

    private static Move?[] FirstMoves(StandingChances chances, int stepHours)
    {
        string transitions = string.Concat(chances.List.Select((c, i) => $"        - {{ chance: {c.Percent}% per {c.PeriodDays} days, to: s{i} }}\n"));
        string states = string.Concat(chances.List.Select((_, i) => $"      s{i}: []\n"));
        string text = $"start: 2022-01-01\nhorizon: 60 days\nstep: {stepHours} hours\ntracks:\n  t:\n    states:\n      start:\n{transitions}{states}";
        Scenario scenario = ScenarioReader.Read("chances.yaml", new MemoryFiles(("chances.yaml", text))).Scenario!;
        var kernel = new Kernel(new Plan(scenario, scenario.Policies[0]), 9);
        var moves = new Move?[60];
        for (int run = 0; run < moves.Length; run++)
        {
            kernel.Run(run);
            moves[run] = kernel.Record.Moves.Count > 0 ? kernel.Record.Moves[0] : null;
        }
        return moves;
    }

    // By name, for the second scenario may have them in other places and may have more.
    private static void AssertSameMoves(Scenario first, Scenario second)
    {
        for (int p = 0; p < first.Policies.Count; p++)
        {
            var one = new Kernel(new Plan(first, first.Policies[p]), 11) { RecordIndicators = true };
            var other = new Kernel(new Plan(second, second.Policies[p]), 11) { RecordIndicators = true };
            for (int run = 0; run < Runs; run++)
            {
                one.Run(run);
                other.Run(run);
                Assert.Equal(Told(one.Record, first, first), Told(other.Record, second, first));
            }
        }
    }

    private static string Told(RunRecord record, Scenario scenario, Scenario known)
    {
        var names = known.Tracks.Select(t => t.Name).ToHashSet();
        IEnumerable<string> moves = record.Moves.Select(m => (m.Step, scenario.Tracks[m.Track], m.From, m.To)).Where(m => names.Contains(m.Item2.Name))
            .Select(m => $"{m.Step:D7} {m.Item2.Name}: {m.Item2.States[m.From].Name} -> {m.Item2.States[m.To].Name}").Order(StringComparer.Ordinal);
        IEnumerable<string> changes = record.IndicatorChanges.Select(c => $"{c.Step:D7} {scenario.Indicators[c.Indicator].Name} = {c.Value:R}").Order(StringComparer.Ordinal);
        IEnumerable<string> measures = record.Measures.Select((m, i) => $"{scenario.Measures[i].Name} {m:R}");
        return string.Join("\n", [$"run {record.Run}: {scenario.Outcomes[record.Outcome].Name} in {record.LastStep}", .. moves, .. changes, .. measures]);
    }
}

/// <summary>A chance in whole percent, 0 to 99, and its period.</summary>
public sealed record StandingChance(double Percent, int PeriodDays);

/// <summary>Some that compete.</summary>
public sealed record StandingChances(IReadOnlyList<StandingChance> List)
{
    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", List.Select(c => $"{c.Percent}% per {c.PeriodDays} days"));
}

/// <summary>How FsCheck makes them.</summary>
public static class Standing
{
    /// <summary>One to six.</summary>
    public static Arbitrary<StandingChances> Chances()
    {
        Gen<StandingChance> chance =
            from percent in Gen.Choose(0, 99)
            from days in Gen.Choose(1, 30)
            select new StandingChance(percent, days);
        return Arb.From(
            Gen.Choose(1, 6).SelectMany(n => Gen.ArrayOf(chance, n)).Select(list => new StandingChances(list)),
            c => c.List.Count < 2 ? [] : c.List.Select((_, i) => new StandingChances([.. c.List.Where((_, k) => k != i)])));
    }
}
