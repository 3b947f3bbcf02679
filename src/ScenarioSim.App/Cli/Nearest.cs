namespace ScenarioSim.App.Cli;

/// <summary>The right name that a wrong one was probably meant to be.</summary>
internal static class Nearest
{
    /// <summary>The nearest of some names; null where none is near.</summary>
    public static string? To(string wrong, IEnumerable<string> names)
    {
        string? best = null;
        int least = Math.Max(2, (wrong.Length + 2) / 3) + 1;
        foreach (string name in names)
        {
            int distance = Distance(wrong.ToLowerInvariant(), name.ToLowerInvariant());
            if (distance >= least) continue;
            least = distance;
            best = name;
        }
        return best;
    }

    /// <summary>A message about an unknown name, with the nearest right one or all that there are.</summary>
    public static string Unknown(string what, string wrong, IReadOnlyList<string> names)
    {
        string help = To(wrong, names) is { } nearest ? $"did you mean `{nearest}`?" : names.Count == 0 ? "there are none" : "there are " + string.Join(", ", names.Select(n => $"`{n}`"));
        return $"there is no {what} `{wrong}`; {help}";
    }

    // Changes, insertions, deletions, and swaps of neighbours (optimal string alignment).
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (int j = 0; j <= b.Length; j++) d[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int change = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(change, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[a.Length, b.Length];
    }
}
