namespace ScenarioSim.Text;

/// <summary>Finds the name that was probably meant.</summary>
public static class Nearest
{
    // Beyond so many nobody looks: a file of thousands of names would make every slip dear.
    private const int MostCandidates = 2_000;

    /// <summary>The candidate least different from what was written, or null where none is near enough to be a likely slip.</summary>
    /// <remarks>
    /// The optimal string alignment distance (insert, delete, replace, swap neighbours), blind to case and to the choice of <c>_</c>, <c>-</c> and space.
    /// A third of the letters may differ, at least one; none of a word of one or two. Of several equally near ones the first given wins.
    /// </remarks>
    public static string? Name(string written, IEnumerable<string> candidates)
    {
        string wanted = Plain(written);
        int allowed = wanted.Length < 3 ? 0 : Math.Max(1, wanted.Length / 3);
        string? best = null;
        int bestDistance = allowed + 1;
        foreach (string candidate in candidates.Take(MostCandidates))
        {
            string plain = Plain(candidate);
            if (Math.Abs(plain.Length - wanted.Length) >= bestDistance || candidate == written) continue;
            int distance = Distance(wanted, plain);
            if (distance >= bestDistance || distance >= Math.Max(plain.Length, wanted.Length)) continue;
            (best, bestDistance) = (candidate, distance);
        }
        return best;
    }

    /// <summary>How many letters must be inserted, deleted, replaced or swapped with their neighbour to turn one text into the other.</summary>
    public static int Distance(string a, string b)
    {
        int[] beforeLast = new int[b.Length + 1];
        int[] last = [.. Enumerable.Range(0, b.Length + 1)];
        int[] row = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }
            (beforeLast, last, row) = (last, row, beforeLast);
        }
        return last[b.Length];
    }

    private static string Plain(string name) => name.ToLowerInvariant().Replace('-', '_').Replace(' ', '_');
}
