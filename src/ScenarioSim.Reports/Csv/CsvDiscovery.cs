using ScenarioSim.Reports.Format;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Reports.Csv;

/// <summary>The rows of a discovery, the figures of its JSON; a box goes by its place, a range by its box and, in the column of the state, its assumption.</summary>
internal static class CsvDiscovery
{
    public static void Write(CsvRows rows, DiscoveryResults results)
    {
        rows.Write("discovery", "", "", "", "of", results.Of ?? "");
        rows.Write("discovery", "", "", "", "against", results.Beside?.Policy.Name ?? "");
        rows.Write("discovery", "", "", "", "where", results.Least ? "least" : "most");
        rows.Number("discovery", "", "worlds", results.Worlds);
        Share("discovery", "", "", "happens", results.Overall);
        rows.Number("discovery", "", "told", results.Told < 0 ? null : results.Told);
        for (int i = 0; i < results.Boxes.Count; i++)
        {
            WorldBox box = results.Boxes[i];
            string name = i.ToString();
            Share("box", name, "", "size", new WorldShare(box.Worlds, results.Worlds));
            Share("box", name, "", "happens", box.Share);
            Share("box", name, "", "holds", new WorldShare(box.Hits, results.Hits));
            foreach (WorldRange range in box.Restrictions)
            {
                string assumption = range.Assumption.Name;
                string Plain(double value) => Values.Plain(results.Base.Scenario, range.Assumption.Kind, value);
                if (range.Low is { } low) rows.Write("box_range", name, assumption, "", "least", Plain(low));
                if (range.High is { } high) rows.Write("box_range", name, assumption, "", "most", Plain(high));
                foreach (double value in range.Values) rows.Write("box_range", name, assumption, "", "value", Plain(value));
                Share("box_range", name, assumption, "size", new WorldShare(range.Worlds, results.Worlds));
                Share("box_range", name, assumption, "without", range.Without);
            }
        }

        void Share(string kind, string name, string state, string statistic, WorldShare share)
        {
            if (share.Of == 0) return;
            (double low, double high) = Proportion.Interval(share.Count, share.Of, results.Base.Confidence);
            rows.Number(kind, name, statistic, share.Value, state);
            rows.Number(kind, name, statistic + "_low", low, state);
            rows.Number(kind, name, statistic + "_high", high, state);
        }
    }
}
