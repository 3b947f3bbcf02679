using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Tests.Corpus;
using ScenarioSim.Text;

namespace ScenarioSim.Tests.Rare;

/// <summary>Small scenarios with a rare outcome, the first of each, that can be solved exactly; one rate sets how rare it is.</summary>
internal static class RareScenarios
{
    private static readonly Dictionary<string, string> s_bodies = new()
    {
        ["chain"] =
            """
            tracks:
              t:
                states:
                  a: [ { chance: RATE per week, to: b }, { chance: 5% per week, to: calm } ]
                  b: [ { chance: RATE per week, to: c }, { chance: 20% per week, to: a } ]
                  c: [ { chance: RATE per week, to: d }, { chance: 20% per week, to: b } ]
                  d: [ { chance: RATE per week, to: war }, { chance: 20% per week, to: c } ]
                  calm: [ { chance: 5% per week, to: a } ]
                  war: []
            outcomes: { war: { when: t == war, stop: true } }
            """,
        ["one move"] =
            """
            tracks:
              t:
                states:
                  a: [ { rate: RATE per week, to: war } ]
                  war: []
            outcomes: { war: { when: t == war } }
            """,
        ["one move among others"] =
            """
            tracks:
              t:
                states:
                  a: [ { chance: 20% per week, to: b }, { rate: RATE per week, to: war }, { chance: 10% per week, to: c } ]
                  b: [ { after: 2 weeks, split: { war: RATE, a: rest } } ]
                  c: [ { chance: 30% per week, to: a }, { rate: RATE per week, split: { war: 50%, b: 50% } } ]
                  war: []
            outcomes: { war: { when: t == war } }
            """,
        ["two tracks"] =
            """
            tracks:
              t:
                states:
                  a: [ { chance: RATE per week, to: b } ]
                  b: [ { chance: RATE per week, to: c }, { chance: 10% per week, to: a } ]
                  c: [ { chance: 30% per week, to: b } ]
              u:
                states:
                  a: [ { chance: RATE per week, to: b } ]
                  b: [ { chance: 10% per week, to: a } ]
            outcomes: { both: { when: t == c and u == b, stop: true } }
            """,
        ["climb"] =
            """
            indicators:
              tension: { initial: 2, range: 0..20, integer: true }
            branches:
              up: { chance: RATE per week, repeats: true, do: tension += 1 }
              down: { chance: 50% per week, repeats: true, do: tension -= 1 }
            outcomes: { breaks: { when: tension >= 12, stop: true } }
            """,
        ["timers"] =
            """
            tracks:
              t:
                states:
                  a: [ { after: 3 weeks, chance: RATE, to: b }, { after: 4 weeks, to: a } ]
                  b: [ { on: 2022-03-01, chance: RATE, to: c }, { after: 8 weeks, to: a } ]
                  c: [ { after: 2..6 weeks, split: { d: RATE, a: rest } } ]
                  d: [ { after: 1 week, chance: RATE, to: war }, { after: 2 weeks, to: a } ]
                  war: []
            outcomes: { war: { when: t == war } }
            """,
        ["nested"] =
            """
            tracks:
              crisis:
                states:
                  peace: [ { chance: RATE per week, to: crisis } ]
                  crisis:
                    transitions: [ { chance: 30% per week, to: peace } ]
                    states:
                      low: [ { chance: RATE per week, when: talks == broken, to: high } ]
                      high: [ { chance: RATE per week, to: war }, { chance: 30% per week, to: low } ]
                  war: []
              talks:
                states:
                  going: [ { chance: 8% per week, to: broken } ]
                  broken: [ { chance: 50% per week, to: going } ]
            outcomes: { war: { when: crisis == war, stop: true } }
            """,
        ["beliefs"] =
            """
            assumptions:
              resolve: { is: { discrete: { 1: 90%, 2: 9%, 4: 1% } } }
            tracks:
              t:
                states:
                  a: [ { chance: RATE * resolve per week, to: b } ]
                  b: [ { chance: RATE * resolve per week, to: c }, { chance: 20% per week, to: a } ]
                  c: [ { chance: RATE * resolve per week, to: war }, { chance: 20% per week, to: b } ]
                  war: []
            outcomes: { war: { when: t == war } }
            """,
        ["nothing happens"] =
            """
            tracks:
              t:
                states:
                  a: [ { chance: RATE per week, to: b } ]
                  b: []
            outcomes: { quiet: { when: t == a }, noise: { otherwise: true } }
            """,
        ["in time"] =
            """
            tracks:
              t:
                states:
                  a: [ { chance: RATE per week, to: b } ]
                  b: [ { chance: RATE per week, to: c } ]
                  c: []
            outcomes: { early: { when: t == c and date < 2022-03-01, stop: true } }
            """,
    };

    /// <summary>A scenario by its name here and the rate.</summary>
    public static Scenario Of(string name, string rate) => Read(s_bodies[name].Replace("RATE", rate, StringComparison.Ordinal));

    /// <summary>A scenario of 26 weekly steps with this in it.</summary>
    public static Scenario Read(string body)
    {
        ReadResult read = ScenarioReader.Read("rare.yaml", new MemoryFiles(("rare.yaml", $"scenario: rare\nstart: 2022-01-01\nhorizon: 26 weeks\nstep: 1 week\n{body}")));
        return read.Scenario ?? throw new InvalidOperationException(DiagnosticText.Render(read.Diagnostics));
    }
}
