using System.Diagnostics;
using ScenarioSim.Model;
using ScenarioSim.Randomness;

namespace ScenarioSim.Compiler;

/// <summary>The rates, in units, of a standing likelihood that nothing but one whole-numbered indicator decides: one for each of its values.</summary>
/// <param name="Indicator">Which.</param>
/// <param name="Low">Its least value, to which the first rate belongs.</param>
/// <param name="Rates">The rates.</param>
internal sealed record RateTable(int Indicator, double Low, double[] Rates)
{
    private const int Most = 256;

    /// <summary>The table of a transition; null where more decides, where there are too many values, or where something would have to be counted.</summary>
    public static RateTable? Of(Plan plan, TransitionPlan t)
    {
        int indicator = -1;
        foreach (Expression node in ExpressionTree.Nodes([t.Likelihood!.Expression]))
        {
            switch (node)
            {
                case IndicatorRef i when indicator < 0 || indicator == i.Index: indicator = i.Index; break;
                case AssumptionRef a when plan.FixedAssumptions[a.Index] is null: return null;
                case IndicatorRef or InState or Visited or Visits or TimeIn or DayRef or DateRef: return null;
            }
        }
        if (indicator < 0) return null;
        Indicator of = plan.Scenario.Indicators[indicator];
        if (!of.Integer || !double.IsInteger(of.Low) || !double.IsInteger(of.High) || !(of.High - of.Low is >= 0 and < Most)) return null;
        var rates = new double[(int)(of.High - of.Low) + 1];
        var world = new OneIndicator(plan, indicator);
        var evaluator = new Evaluator(plan.Scenario.Clock, plan.Shared);
        for (int i = 0; i < rates.Length; i++)
        {
            world.Value = of.Low + i;
            evaluator.Forget();
            double likelihood = evaluator.Value(t.Likelihood.Expression, world);
            bool isChance = t.Chance == Chance.Standing;
            if (!(likelihood >= 0) || (isChance && likelihood > 1) || world.Failed) return null;
            rates[i] = isChance ? Hazard.OfChance(likelihood, t.StepsPerPeriod) : Hazard.OfRate(likelihood * t.StepsPerPeriod);
        }
        return new RateTable(indicator, of.Low, rates);
    }

    /// <summary>As much of a world as such a likelihood looks at.</summary>
    private sealed class OneIndicator(Plan plan, int indicator) : IWorld
    {
        public double Value { get; set; }

        public bool Failed { get; private set; }

        public int Step => throw new UnreachableException();

        public double Assumption(int index) => plan.FixedAssumptions[index]!.Value;

        public double Lever(int index) => plan.Policy.Levers[index];

        public double Indicator(int index) => index == indicator ? Value : throw new UnreachableException();

        public bool IsIn(int track, int state) => throw new UnreachableException();

        public int EnteredInnermost(int track) => throw new UnreachableException();

        public int Visits(int track, int state) => throw new UnreachableException();

        public void NotFinite(Expression operation) => Failed = true;
    }
}
