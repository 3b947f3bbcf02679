using ScenarioSim.Model;

namespace ScenarioSim.Compiler;

/// <summary>What most moves come to: they enter one state, which waits for at most one time, and change at most one indicator by numbers that no run can change.</summary>
internal sealed class ShortMove
{
    /// <summary>Stands for a move that is not like that.</summary>
    public static ShortMove None { get; } = new() { IsNone = true };

    /// <summary>Whether it is <see cref="None"/>.</summary>
    public bool IsNone { get; private init; }

    /// <summary>What can be done afterwards.</summary>
    public LeafPlan To { get; private init; } = null!;

    /// <summary>The number of the state that is entered.</summary>
    public int Leaf { get; private init; }

    /// <summary>See <see cref="MovePlan"/>.</summary>
    public int RecordedFrom { get; private init; }

    /// <summary>See <see cref="MovePlan"/>.</summary>
    public int RecordedTo { get; private init; }

    /// <summary>The timer of the state that is entered, or -1.</summary>
    public int Timer { get; private init; } = -1;

    /// <summary>The step of the timer's date.</summary>
    public int On { get; private init; }

    /// <summary>The steps of its delay.</summary>
    public int After { get; private init; }

    /// <summary>The indicator that changes, or -1.</summary>
    public int Indicator { get; private init; } = -1;

    /// <summary>The indicator's bit, as in <see cref="Reads"/>.</summary>
    public ulong IndicatorBit { get; private init; }

    /// <summary>What is added to it.</summary>
    public double Sum { get; private init; }

    /// <summary>What the sum is multiplied by.</summary>
    public double Product { get; private init; } = 1;

    /// <summary>What it is set to; not a number where it is not.</summary>
    public double Set { get; private init; } = double.NaN;

    /// <summary>A move in short, or null.</summary>
    public static ShortMove? Of(MovePlan move, Plan plan)
    {
        if (move.Entered.Length != 1 || move.Happened >= 0) return null;
        StatePlan entered = plan.States[move.Entered[0]];
        if (entered.Timers.Length > 1 || entered.Tosses.Length > 0) return null;
        (int on, int after) = (0, 0);
        if (entered.Timers.Length == 1 && !entered.Timers[0].HasFixedTime(plan.Scenario.Clock, out on, out after)) return null;
        if (Array.Exists(move.Effects, e => e.Indicator != move.Effects[0].Indicator || e.Amount is not { IsConstant: true })) return null;
        int indicator = move.Effects.Length == 0 ? -1 : move.Effects[0].Indicator;
        if (indicator >= 0 && plan.Indicators[indicator].Flow is not null) return null;
        (double sum, double product, double set) = Together(move.Effects);
        return new ShortMove
        {
            To = plan.Leaf(move.Leaf),
            Leaf = move.Leaf,
            RecordedFrom = move.RecordedFrom,
            RecordedTo = move.RecordedTo,
            Timer = entered.Timers.Length == 0 ? -1 : entered.Timers[0].Timer,
            On = on,
            After = after,
            Indicator = indicator,
            IndicatorBit = indicator < 0 ? 0 : Reads.OfIndicator(indicator),
            Sum = sum,
            Product = product,
            Set = set,
        };
    }

    // In the order in which the kernel takes them.
    private static (double Sum, double Product, double Set) Together(EffectPlan[] effects)
    {
        (double sum, double product, double set) = (0, 1, double.NaN);
        foreach (EffectPlan effect in effects)
        {
            double amount = effect.Amount!.Constant;
            switch (effect.Operator)
            {
                case EffectOperator.Add: sum += amount; break;
                case EffectOperator.Subtract: sum -= amount; break;
                case EffectOperator.Multiply: product *= amount; break;
                default: set = amount; break;
            }
        }
        return (sum, product, set);
    }
}
