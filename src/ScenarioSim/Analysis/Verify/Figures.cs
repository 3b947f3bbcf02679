using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Analysis;

/// <summary>Puts what a sampling engine found beside an exact solution, figure by figure.</summary>
/// <remarks>
/// An exact solution that integrates over uncertain assumptions has an interval of its own; then a figure is held against the nearest value within twice that interval, and figures without an interval are left out.
/// Where all points say never, or always, that interval has no width, and yet others may lie between them: then the weight of a point is allowed for, and means that are the same at all points are left out.
/// </remarks>
public sealed class Figures
{
    // So many figures of outcomes and states by date; where there are more, dates are left out evenly.
    private const int MostByDate = 20_000;
    private const int FewestDates = 4;

    // A spread that is worked out from squares is good to this part of the mean.
    private const double Cancellation = 3e-7;

    // How much wider than its interval the exact solution's error is allowed to be.
    private const double Allowance = 2;

    // Points are weighted; none counts for much more than this times its part.
    private const double Heaviest = 2;
    private const double Rounding = 1e-12;

    private readonly SimulationResults _sampled;
    private readonly SimulationResults _exact;
    private readonly long _runs;
    private readonly bool _integrated;
    private readonly double _weight;

    private Figures(SimulationResults sampled, SimulationResults exact, int points)
    {
        (_sampled, _exact, _weight) = (sampled, exact, Heaviest / points);
        _runs = sampled.Runs ?? throw new ArgumentException("nothing was sampled", nameof(sampled));
        _integrated = exact.Outcomes.Any(o => o.Low is not null);
    }

    /// <summary>Every figure that both have.</summary>
    /// <param name="sampled">What was sampled.</param>
    /// <param name="exact">The exact solution of the same scenario under the same policy.</param>
    /// <param name="points">How many points each of its randomisations has, if any.</param>
    public static IReadOnlyList<Figure> Compare(SimulationResults sampled, SimulationResults exact, int points)
    {
        var figures = new Figures(sampled, exact, points);
        return [.. figures.Outcomes(), .. figures.States(), .. figures.Measures()];
    }

    private IEnumerable<Figure> Outcomes()
    {
        int[] steps = Steps(_exact.Outcomes.Count);
        foreach (OutcomeResult exact in _exact.Outcomes)
        {
            OutcomeResult sampled = _sampled.Outcomes[exact.Outcome.Index];
            string name = exact.Outcome.Name;
            yield return Share(FigureKind.Outcome, name, sampled.Probability, exact.Probability, exact.Low, exact.High);
            if (_integrated) continue;
            foreach (int step in steps) yield return Share(FigureKind.OutcomeByDate, name, sampled.ByStep[step], exact.ByStep[step]) with { Step = step };
            foreach (Track track in _exact.Scenario.Tracks)
            {
                foreach (State state in track.States)
                {
                    double together = sampled.FinalStates[track.Index][state.Index] * sampled.Probability;
                    yield return Share(FigureKind.OutcomeInState, name, together, exact.FinalStates[track.Index][state.Index] * exact.Probability) with { State = $"{track.Name}.{state.Name}" };
                }
            }
        }
    }

    private IEnumerable<Figure> States()
    {
        if (_integrated) yield break;
        int[] steps = Steps(_exact.Scenario.Tracks.Sum(t => t.States.Count));
        foreach (TrackResult exact in _exact.Tracks)
        {
            TrackResult sampled = _sampled.Tracks[exact.Track.Index];
            foreach (State state in exact.Track.States)
            {
                (IReadOnlyList<double> own, IReadOnlyList<double> known) = (sampled.Shares[state.Index], exact.Shares[state.Index]);
                foreach (int step in steps) yield return Share(FigureKind.State, exact.Track.Name, own[step], known[step]) with { State = state.Name, Step = step };
            }
        }
    }

    private IEnumerable<Figure> Measures()
    {
        foreach (MeasureResult exact in _exact.Measures)
        {
            MeasureResult sampled = _sampled.Measures[exact.Measure.Index];
            string name = exact.Measure.Name;
            if (exact.Measure.Reading == Reading.TimeTo) yield return Share(FigureKind.Happens, name, sampled.Share, exact.Share, exact.ShareLow, exact.ShareHigh);
            if (sampled.Count is not > 0 || double.IsNaN(exact.Mean) || (_integrated && (exact.MeanLow is null || exact.StandardDeviation == 0))) continue;
            yield return Mean(name, sampled, exact);
            if (_integrated) continue;
            foreach ((double probability, double value) in exact.Quantiles) yield return Quantile(name, sampled, probability, value);
        }
    }

    private Figure Share(FigureKind kind, string name, double sampled, double exact, double? low = null, double? high = null)
    {
        bool allAgree = low is not null && (exact <= Rounding || exact >= 1 - Rounding) && high - low <= Rounding;
        double nearest = allAgree ? Math.Clamp(sampled, exact - _weight, exact + _weight) : Nearest(sampled, exact, low, high);
        return new Figure(kind, name, "", null, null, sampled, exact, Deviation.OfShare((long)Math.Round(sampled * _runs), _runs, nearest));
    }

    private static Figure Mean(string name, MeasureResult sampled, MeasureResult exact)
    {
        double spread = Math.Sqrt((exact.StandardDeviation * exact.StandardDeviation) + Math.Pow(Cancellation * exact.Mean, 2));
        double nearest = Nearest(sampled.Mean, exact.Mean, exact.MeanLow, exact.MeanHigh);
        double errors = Deviation.OfMean(sampled.Mean, sampled.Count!.Value, sampled.Bins[0].Low, sampled.Bins[^1].High, nearest, spread);
        return new Figure(FigureKind.Mean, name, "", null, null, sampled.Mean, exact.Mean, errors);
    }

    // Rounding may tell apart what is equal, and a bin may hold the quantile: both are given the benefit of the doubt.
    private static Figure Quantile(string name, MeasureResult sampled, double probability, double value)
    {
        double slack = 1e-9 * Math.Max(1, Math.Abs(value));
        long below = sampled.Bins.Where(b => b.High < value - slack).Sum(b => b.Count);
        long upTo = sampled.Bins.Where(b => b.Low <= value + slack).Sum(b => b.Count);
        double own = sampled.Quantiles.Where(q => q.Probability == probability).Select(q => q.Value).FirstOrDefault(double.NaN);
        return new Figure(FigureKind.Quantile, name, "", null, probability, own, value, Deviation.OfQuantile(below, upTo, sampled.Count!.Value, probability));
    }

    private static double Nearest(double sampled, double exact, double? low, double? high) =>
        low is { } l && high is { } h ? Math.Clamp(sampled, exact - (Allowance * (exact - l)), exact + (Allowance * (h - exact))) : exact;

    // From the start to the end, both included.
    private int[] Steps(int rows)
    {
        int last = _exact.Scenario.Clock.LastStep;
        int dates = Math.Min(last + 1, Math.Max(FewestDates, MostByDate / Math.Max(1, rows)));
        return dates > last ? [.. Enumerable.Range(0, last + 1)] : [.. Enumerable.Range(0, dates).Select(i => (int)((long)last * i / (dates - 1))).Distinct()];
    }
}
