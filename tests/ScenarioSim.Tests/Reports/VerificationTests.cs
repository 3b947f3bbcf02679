using ScenarioSim.Analysis;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Format;
using Xunit;

namespace ScenarioSim.Tests.Reports;

/// <summary>How the engines agree, held against files; one of them where nothing is right.</summary>
public class VerificationTests
{
    private static readonly VerificationReport s_right = new(new Verification
    {
        Scenario = Sample.Scenario,
        Policy = Sample.Scenario.Policies[0],
        Options = new VerifyOptions(),
        Elapsed = TimeSpan.FromSeconds(2.0412),
        Engines =
        [
            new EngineFindings("interpreter", Sample.Results with { Engine = "interpreter", Runs = 1000 }, null),
            new EngineFindings("kernel", Sample.Results, null),
            new EngineFindings("exact", Sample.Results with { Engine = "exact", Runs = null, Outcomes = [.. Sample.Results.Outcomes.Select(o => o with { Runs = null, Low = null, High = null })] }, null),
        ],
        SameRuns = [new SameRuns("kernel", "interpreter", 1000, null)],
        Agreements = [new Agreement("interpreter", 1000, 4.5, Figures(0.4)), new Agreement("kernel", 100_000, 4.5, Figures(-1.26))],
    }, []);

    private static readonly VerificationReport s_wrong = new(s_right.Verification with
    {
        Partial = true,
        Engines = [.. s_right.Verification.Engines.SkipLast(1), new EngineFindings("other", null, "the effect `tension += normal(0, 1)` is drawn from a distribution")],
        SameRuns =
        [
            new SameRuns("kernel", "interpreter", 640, new RunDifference(17, 2, "track `geneva`", "scheduled to talks", "no move")),
        ],
        Agreements = [new Agreement("interpreter", 640, 4.5, Figures(0.4)), new Agreement("kernel", 100_000, 4.5, [.. Figures(31.4), new Figure(FigureKind.Outcome, "other", "", null, null, 0.1, 0, double.PositiveInfinity)])],
    }, ["resolve=0.9"], All: true);

    public static TheoryData<string> Names => [.. Exports.All.Select(e => e.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_verification_looks_like_this(string name)
    {
        IExport export = Exports.Named(name)!;
        Golden.Check($"reports/verification{export.Extension}", Exports.Text(stream => export.Write(s_right, stream)));
        Golden.Check($"reports/verification.wrong{export.Extension}", Exports.Text(stream => export.Write(s_wrong, stream)));
    }

    [Theory, MemberData(nameof(Names))]
    public void What_was_set_and_that_it_was_stopped_are_in_every_form(string name)
    {
        string text = Exports.Text(stream => Exports.Named(name)!.Write(s_wrong, stream));
        Assert.Contains("resolve=0.9", text.Replace(" = ", "="));
        Assert.Contains("partial", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Plain_text_fits_80_columns()
    {
        foreach (VerificationReport report in (VerificationReport[])[s_right, s_wrong])
        {
            Assert.All(Exports.Text(stream => new TableExport().Write(report, stream)).Split('\n'), line => Assert.True(Cells.Width(line) <= 80, line));
        }
    }

    private static Figure[] Figures(double off)
    {
        string[] outcomes = [.. Sample.Scenario.Outcomes.Select(o => o.Name)];
        string track = Sample.Scenario.Tracks[0].Name;
        return
        [
            .. outcomes.Select(o => new Figure(FigureKind.Outcome, o, "", null, null, 0.3, 0.29, off / 2)),
            new Figure(FigureKind.OutcomeByDate, outcomes[0], "", 1, null, 0.1, 0.1, 0),
            new Figure(FigureKind.OutcomeInState, outcomes[0], $"{track}.{Sample.Scenario.Tracks[0].States[0].Name}", null, null, 0.01, 0.02, -off),
            new Figure(FigureKind.State, track, Sample.Scenario.Tracks[0].States[1].Name, 2, null, 0.75, 0.7497, off),
            new Figure(FigureKind.Happens, Sample.Scenario.Measures[0].Name, "", null, null, 0.3, 0.3, 0),
            new Figure(FigureKind.Mean, Sample.Scenario.Measures[0].Name, "", null, null, 38.123, 38.1, off / 3),
            new Figure(FigureKind.Quantile, Sample.Scenario.Measures[0].Name, "", null, 0.05, 6, 6, 0),
        ];
    }
}
