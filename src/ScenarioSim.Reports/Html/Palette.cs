namespace ScenarioSim.Reports.Html;

/// <summary>The colours of figures: classes <c>c0</c>, <c>c1</c>, ... fill, <c>l0</c>, <c>l1</c>, ... draw lines.</summary>
/// <remarks>Eight that people with any of the common colour blindnesses tell apart (M. Okabe, K. Ito, Color Universal Design, 2008), its black in place of which stands grey, and lighter ones of the same for a second round.</remarks>
internal static class Palette
{
    /// <summary>How many there are.</summary>
    public const int Colours = 16;

    private static readonly string[] s_colours = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#888888"];

    /// <summary>The rules for the page's style.</summary>
    public static string Rules => string.Concat(Enumerable.Range(0, Colours).Select(i =>
        $".c{i}{{fill:{s_colours[i % s_colours.Length]}{(i < s_colours.Length ? "" : ";fill-opacity:.45")}}}.l{i}{{stroke:{s_colours[i % s_colours.Length]}{(i < s_colours.Length ? "" : ";stroke-dasharray:4 3")};stroke-width:1.6;fill:none}}\n"));
}
