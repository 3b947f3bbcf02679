using System.Globalization;
using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Finds effects whose fraction is lost, for their indicator is rounded in every step.</summary>
internal static class RoundingChecks
{
    /// <summary>Reports them, each once.</summary>
    public static void Report(Scenario scenario, EndPoints ends, DiagnosticBag bag)
    {
        Ranges ranges = ends.Ranges();
        IEnumerable<Effect> effects = scenario.Tracks.SelectMany(t => t.States).SelectMany(s => s.Enter.Concat(s.Exit).Concat(s.Transitions.SelectMany(t => t.Do.Concat(t.Targets.SelectMany(target => target.Do)))));
        foreach (Effect effect in effects.Where(e => e.Operator is EffectOperator.Add or EffectOperator.Subtract && scenario.Indicators[e.Indicator].Integer))
        {
            string indicator = scenario.Indicators[effect.Indicator].Name;
            if (effect.Amount is Constant constant && constant.Value != Math.Floor(constant.Value) && Math.Abs(constant.Value) > 0.5)
            {
                double signed = effect.Operator == EffectOperator.Add ? constant.Value : -constant.Value;
                bag.Add(Diagnose.EffectRounded(effect.Span, indicator, Math.Round(signed, MidpointRounding.AwayFromZero).ToString("+0;-0", CultureInfo.InvariantCulture)));
            }
            else if (IsLost(effect, ranges)) bag.Add(Diagnose.EffectRoundedAway(effect.Span, indicator));
        }
    }

    // Whatever it comes to, it is less than half: what is a whole number stays so. Halves are rounded away from zero, so where the indicator stands decides on them.
    private static bool IsLost(Effect effect, Ranges ranges)
    {
        var (low, high) = effect.Amount is { } amount ? ranges.Of(amount) : new Interval(effect.Drawn!.Low, effect.Drawn.High);
        return low > -0.5 && high < 0.5 && (low, high) != (0, 0);
    }
}
