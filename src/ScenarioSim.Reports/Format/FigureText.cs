using ScenarioSim.Analysis;
using ScenarioSim.Model;

namespace ScenarioSim.Reports.Format;

/// <summary>Figures that engines are compared in, in words.</summary>
public static class FigureText
{
    /// <summary>A kind as programs read it.</summary>
    public static string Key(FigureKind kind) => kind switch
    {
        FigureKind.Outcome => "outcome",
        FigureKind.OutcomeByDate => "outcome_by_date",
        FigureKind.OutcomeInState => "outcome_in_state",
        FigureKind.State => "state",
        FigureKind.Happens => "happens",
        FigureKind.Mean => "mean",
        FigureKind.Quantile => "quantile",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>Figures of a kind: <c>states by date</c>.</summary>
    public static string Many(FigureKind kind) => kind switch
    {
        FigureKind.Outcome => "outcomes",
        FigureKind.OutcomeByDate => "outcomes by date",
        FigureKind.OutcomeInState => "outcomes with last states",
        FigureKind.State => "states by date",
        FigureKind.Happens => "whether it happens",
        FigureKind.Mean => "means of measures",
        FigureKind.Quantile => "quantiles of measures",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>A figure: <c>geneva.talks on 2022-01-12</c>.</summary>
    public static string One(Figure figure, Clock clock)
    {
        string date = figure.Step is { } step ? clock.Iso(step) : "";
        return figure.Kind switch
        {
            FigureKind.OutcomeByDate => $"{figure.Name} by {date}",
            FigureKind.OutcomeInState => $"{figure.Name} with {figure.State}",
            FigureKind.State => $"{figure.Name}.{figure.State} on {date}",
            FigureKind.Happens => $"{figure.Name} happens",
            FigureKind.Mean => $"mean of {figure.Name}",
            FigureKind.Quantile => $"{Percent.Level(figure.Probability ?? 0)} quantile of {figure.Name}",
            _ => figure.Name,
        };
    }

    /// <summary>A figure's value: a share as a percentage.</summary>
    public static string Value(Figure figure, double value) =>
        figure.Kind is FigureKind.Mean or FigureKind.Quantile ? Numbers.Short(value, 7) : Numbers.Fixed(100 * value, Digits.ExactPercent) + " %";

    /// <summary>So many standard errors: <c>+1.2 SE</c>.</summary>
    public static string Off(double standardErrors) => Numbers.Signed(standardErrors, 1) + " SE";
}
