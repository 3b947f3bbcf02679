namespace ScenarioSim.Reports.Format;

/// <summary>Bars of block characters, in eighths of a cell.</summary>
public static class Bars
{
    private const string Eighths = " ▏▎▍▌▋▊▉";

    /// <summary>A bar for a share in [0, 1] of so many cells; not padded.</summary>
    public static string Left(double share, int cells)
    {
        int eighths = double.IsFinite(share) ? (int)Math.Round(Math.Clamp(share, 0, 1) * cells * 8) : 0;
        // What happens at all is to be seen at all.
        if (share > 0 && eighths == 0) eighths = 1;
        return new string('█', eighths / 8) + (eighths % 8 > 0 ? Eighths[eighths % 8] : "");
    }
}
