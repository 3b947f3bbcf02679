using ScenarioSim.Language;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>The small scenario of the language's page, kept here so that screens do not change with the shipped ones.</summary>
internal static class Week
{
    /// <summary>Its path as the screens show it.</summary>
    public const string Path = "week.yaml";

    /// <summary>Where tests read from: this scenario by its name, anything else from the disk.</summary>
    public static IFileSource Files { get; } = new WeekFirst();

    /// <summary>Writes a file into a folder of its own and gives its path.</summary>
    public static string Write(string name, string text)
    {
        string folder = Directory.CreateTempSubdirectory("scenariosim-").FullName;
        string path = System.IO.Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private sealed class WeekFirst : IFileSource
    {
        private readonly DiskFiles _disk = new();

        public byte[] Read(string path, int limit) => path == Path ? System.Text.Encoding.UTF8.GetBytes(Text) : _disk.Read(path, limit);
    }

    public const string Text = """
        scenario: Geneva week
        summary: Does the January round of talks hold the crisis at the table?
        start: 2021-12-29
        end: 2022-03-31
        sources:
          cns: { title: "'Moment of Crisis' in Eastern Europe", publisher: CNSNews, date: 2021-12-29 }
        assumptions:
          resolve:
            is: beta(3, 2)
            means: Moscow's resolve to use force if its demands are refused, 0 to 1
            why: demands set to be refused, forces in place
            source: cns
            confidence: low
          flexibility: { is: "pert(10%, 30%, 60%)", source: cns }
          deterrence: { is: likely, source: cns }
        correlations:
          - { between: [resolve, flexibility], rank: -0.4 }
        levers:
          sanctions_policy: { options: [after_the_fact, up_front], means: When the West imposes sanctions }
        indicators:
          tension: { initial: 6, range: 0..10, integer: true }
        define:
          pressure: resolve * (1 - deterrence) * tension / 10
        tracks:
          geneva:
            title: US-Russia strategic stability talks, Geneva
            forum: bilateral
            states:
              scheduled:
                - { name: convene, on: 2022-01-10, to: talks }
              talks:
                - after: 2 days
                  split:
                    progress:  { chance: 50% * flexibility, do: tension -= 1 }
                    collapsed: { chance: 10% + 20% * resolve, do: tension += 1 }
                    stalemate: rest
              progress:
                - { chance: 8% * (1 + flexibility) per week, to: framework, do: tension -= 3 }
                - { chance: 10% * resolve per week, to: stalemate }
              stalemate:
                - { chance: 12% * flexibility per week, to: progress }
                - { chance: 6% per week, to: collapsed, do: tension += 1 }
              collapsed: []
              framework: []
          theatre:
            states:
              standoff:
                - { chance: 1% + 9% * pressure per week, to: invasion }
              invasion: []
        branches:
          sanctions:
            when: theatre == invasion or sanctions_policy == up_front
            chance: 50% per week
            split: { targeted: 60%, severe: rest }
            do: tension += 1
            source: cns
        outcomes:
          invasion:   { title: Full-scale invasion, when: theatre == invasion, stop: true, value: -100 }
          settlement: { title: Settlement, when: geneva == framework, value: 20 }
          standoff:   { title: Stand-off, otherwise: true, value: 0 }
        measures:
          days_to_invasion: time_to(theatre == invasion)
          peak_tension: max(tension)
        policies:
          threaten: { title: Threaten only, set: { sanctions_policy: after_the_fact } }
          preempt:
            title: Sanction now
            set: { sanctions_policy: up_front }
            assume:
              deterrence: beta(2, 4)
        observed:
          - { on: 2022-01-12, that: geneva == stalemate, source: cns }
        """;
}
