using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Model;

namespace ScenarioSim.App.Tui.Charts;

/// <summary>Dates below a chart over the steps of a scenario.</summary>
public static class DateAxis
{
    /// <summary>As many dates as fit without touching, the first at the left.</summary>
    public static Line Labels(Clock clock, int columns)
    {
        var text = new char[columns + 8];
        Array.Fill(text, ' ');
        int free = 0;
        // Of few steps many columns are of the same.
        string last = "";
        bool hours = clock.StepSeconds * clock.LastStep < 3 * Clock.Day;
        bool years = clock.StepSeconds * clock.LastStep > 700 * Clock.Day;
        int apart = hours ? 14 : years ? 10 : 9;
        for (int x = 0; x < columns; x += apart)
        {
            var date = clock.DateOf(StepAt(clock, x, columns));
            string label = hours ? date.ToString("d MMM HH'h'") : years ? date.ToString("MMM yyyy") : Say.ShortDate(date);
            if (label == last || x < free || x + label.Length > columns) continue;
            last = label;
            label.CopyTo(0, text, x, label.Length);
            free = x + label.Length + 2;
        }
        return Line.Of(new string(text).TrimEnd(), Style.Dim);
    }

    /// <summary>The step that a column stands for.</summary>
    public static int StepAt(Clock clock, int column, int columns) =>
        columns <= 1 ? clock.LastStep : (int)Math.Round((double)column / (columns - 1) * clock.LastStep);

    /// <summary>The column that shows a step.</summary>
    public static int ColumnOf(Clock clock, int step, int columns) =>
        clock.LastStep == 0 ? 0 : (int)Math.Clamp(Math.Round((double)step / clock.LastStep * (columns - 1)), 0, columns - 1);
}
