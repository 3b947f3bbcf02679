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
            // Plain names are as long as the names.
            if (Math.Abs(candidate.Length - wanted.Length) >= bestDistance || candidate == written) continue;
            string plain = Plain(candidate);
            int distance = Distance(wanted, plain, bestDistance);
            if (distance >= bestDistance || distance >= Math.Max(plain.Length, wanted.Length)) continue;
            (best, bestDistance) = (candidate, distance);
        }
        return best;
    }

    /// <summary>How many letters must be inserted, deleted, replaced or swapped with their neighbour to turn one text into the other.</summary>
    public static int Distance(string a, string b) => Distance(a, b, int.MaxValue);

    /// <summary>The same where it is less than <paramref name="bound"/>; otherwise some number that is not.</summary>
    /// <remarks>
    /// What both begin or end with costs nothing, and no way that stays below the bound leaves the diagonal by more than that:
    /// E. Ukkonen, Algorithms for approximate string matching (1985).
    /// </remarks>
    internal static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int bound)
    {
        int same = a.CommonPrefixLength(b);
        a = a[same..];
        b = b[same..];
        while (a.Length > 0 && b.Length > 0 && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }
        int most = Math.Min(bound, Math.Max(a.Length, b.Length) + 1);
        if (Math.Abs(a.Length - b.Length) >= most) return most;
        if (a.Length == 0 || b.Length == 0) return Math.Max(a.Length, b.Length);
        int width = b.Length + 1;
        Span<int> rows = 3 * width <= 256 ? stackalloc int[3 * width] : new int[3 * width];
        Span<int> beforeLast = rows[..width];
        Span<int> last = rows.Slice(width, width);
        Span<int> row = rows.Slice(2 * width, width);
        // Beside the band stands what is too much already.
        rows.Fill(most);
        for (int j = 0; j <= b.Length && j < most; j++) last[j] = j;
        int leastBefore = 0;
        for (int i = 1; i <= a.Length; i++)
        {
            int from = Math.Max(1, i - most + 1);
            int to = (int)Math.Min(b.Length, (long)i + most - 1);
            row[from - 1] = from == 1 ? Math.Min(i, most) : most;
            int least = row[from - 1];
            for (int j = from; j <= to; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                int value = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) value = Math.Min(value, beforeLast[j - 2] + 1);
                row[j] = value = Math.Min(value, most);
                least = Math.Min(least, value);
            }
            // A swap reaches back over one row, nothing over two.
            if (least >= most && leastBefore >= most) return most;
            leastBefore = least;
            Span<int> spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
            row.Fill(most);
        }
        return last[b.Length];
    }

    private static string Plain(string name) => name.ToLowerInvariant().Replace('-', '_').Replace(' ', '_');
}
