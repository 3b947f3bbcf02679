using ScenarioSim.Model;

namespace ScenarioSim.Symbolic;

/// <summary>
/// How a chain holds an indicator. Model checkers know whole numbers in a range only: an indicator whose values are multiples of a unit is one, scaled by it; of any other, the values that it can take
/// are numbered. Until these are known it is a plain number, in a chain that is only explored.
/// </summary>
internal sealed class IndicatorSymbol
{
    private static readonly int[] s_binary = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];
    private static readonly int[] s_decimal = [10, 100, 1000];
    private readonly Facts _facts;
    private readonly int _parts;
    private readonly IReadOnlyList<double>? _table;

    /// <param name="indicator">The indicator.</param>
    /// <param name="facts">What is fixed.</param>
    /// <param name="effects">All effects on it.</param>
    /// <param name="values">The values that it can take, rising; null where they are not known (yet).</param>
    /// <param name="decimals">Whether it may be counted in tenths, hundredths or thousandths, which doubles round.</param>
    /// <param name="translator">Names formulas.</param>
    /// <param name="names">Gives names.</param>
    public IndicatorSymbol(Indicator indicator, Facts facts, IReadOnlyList<Effect> effects, IReadOnlyList<double>? values, bool decimals, Translator translator, Identifiers names)
    {
        (Indicator, _facts) = (indicator, facts);
        double initial = indicator.Settle(facts.Constant(indicator.Initial)!.Value);
        string? about = indicator.About.Title ?? indicator.About.Means;
        Name = names.New(indicator.Name);
        double low = indicator.Low, high = indicator.High;
        if (values is not null)
        {
            (low, high) = (values[0], values[^1]);
            _parts = Parts(values, decimals: false);
            if ((high - low) * _parts > Math.Max(16, 4 * values.Count)) _parts = 0;
        }
        else _parts = PartsOnItsOwn(effects, decimals);
        if (values is { Count: 1 })
        {
            Value = Terms.Number(initial);
            return;
        }
        if (_parts > 0)
        {
            bool scaled = _parts != 1;
            string units = $"{about ?? indicator.Name}, in units of {1.0 / _parts:R}{(s_decimal.Contains(_parts) ? ": sums of these are exact here, where doubles round them" : "")}";
            Variable = new VariableSymbol(scaled ? names.New(Name + "_units") : Name, TermType.Whole, Math.Round(low * _parts), Math.Round(high * _parts), Math.Round(initial * _parts), scaled ? units : about);
            Value = scaled ? translator.Formula(Name, about, Terms.Divide(Terms.Of(Variable), Terms.Number(_parts))) : Terms.Of(Variable);
        }
        else if (values is not null)
        {
            _table = values;
            int at = values.ToList().IndexOf(initial);
            Variable = new VariableSymbol(names.New(Name + "_index"), TermType.Whole, 0, values.Count - 1, at, $"which of its {values.Count} values {indicator.Name} has");
            Value = translator.Formula(Name, about, Nest(0, values.Count - 1, Terms.Of(Variable), k => Terms.Number(k), k => Terms.Number(values[k])));
        }
        else
        {
            Unknown = true;
            Variable = new VariableSymbol(Name, TermType.Real, low, high, initial, about);
            Value = Terms.Of(Variable);
        }
    }

    /// <summary>The indicator.</summary>
    public Indicator Indicator { get; }

    /// <summary>Its name in the chain, which stands for its value.</summary>
    public string Name { get; }

    /// <summary>What holds it; null where it never changes.</summary>
    public VariableSymbol? Variable { get; }

    /// <summary>Its value.</summary>
    public Term Value { get; }

    /// <summary>The values that it can take have to be found by exploring.</summary>
    public bool Unknown { get; }

    /// <summary>The variable's next value for the indicator's, which is not yet rounded or clamped.</summary>
    /// <param name="next">What flow and effects come to.</param>
    /// <param name="range">Where that lies.</param>
    /// <param name="translator">Names formulas.</param>
    public Term Next(Term next, Interval range, Translator translator)
    {
        if (Math.Max(Math.Abs(range.Low), Math.Abs(range.High)) > 1e300 || double.IsNaN(range.Low + range.High)) next = translator.Finite(next, Name + "_unchecked");
        // Clamped first: then what is rounded is never too large, and comes out the same, since the bounds are whole.
        Term settled = next;
        if (!double.IsNegativeInfinity(Indicator.Low)) settled = Terms.Max(Terms.Number(Indicator.Low), settled);
        if (!double.IsPositiveInfinity(Indicator.High)) settled = Terms.Min(Terms.Number(Indicator.High), settled);
        if (Indicator.Integer) settled = Translator.Rounded(settled, new Interval(Math.Max(range.Low, Indicator.Low), Math.Min(range.High, Indicator.High)));
        if (Unknown) return settled;
        if (_parts > 0) return Translator.Rounded(Terms.Multiply(settled, Terms.Number(_parts)), new Interval(Variable!.Low, Variable.High));
        Term named = translator.Named(Name + "_next", $"what {Indicator.Name} is to become", settled);
        return Nest(0, _table!.Count - 1, named, k => Terms.Number(Between(_table[k], _table[k + 1])), k => Terms.Number(k));
    }

    // Into how many parts 1 has to be divided for its values to be whole numbers of them, where that can be told without looking at the worlds: there is a range with two ends,
    // and it is rounded, or changed by constants only. Else 0.
    private int PartsOnItsOwn(IReadOnlyList<Effect> effects, bool decimals)
    {
        if (!double.IsFinite(Indicator.Low) || !double.IsFinite(Indicator.High) || Indicator.High - Indicator.Low > 1_000_000) return 0;
        if (Indicator.Integer) return 1;
        if (Indicator.EachStep is not null || !effects.All(e => e.Operator != EffectOperator.Multiply && _facts.Constant(e.Amount!) is not null)) return 0;
        return Parts([Indicator.Low, Indicator.High, Indicator.Settle(_facts.Constant(Indicator.Initial)!.Value), .. effects.Select(e => _facts.Constant(e.Amount!)!.Value)], decimals);
    }

    // Sums of multiples of a power of two are exact; those of 0.1 are not, and may not be the very values that the engines have.
    private static int Parts(IReadOnlyList<double> values, bool decimals) =>
        Array.Find(s_binary, parts => values.All(v => Whole(v * parts, 0))) is > 0 and var exact ? exact
        : decimals ? Array.Find(s_decimal, parts => values.All(v => Whole(v * parts, 1e-9))) : 0;

    private static bool Whole(double value, double tolerance) => Math.Abs(value - Math.Round(value)) <= tolerance && Math.Abs(value) < 1e9;

    // A number that parts two neighbours; the lower one itself where there is none between.
    private static double Between(double a, double b) => a + ((b - a) / 2) is var middle && middle < b ? middle : a;

    private static Term Nest(int low, int high, Term place, Func<int, Term> bound, Func<int, Term> value)
    {
        if (low == high) return value(low);
        int middle = (low + high) / 2;
        return Terms.If(Terms.Compare(Operation.LessOrEqual, place, bound(middle)), Nest(low, middle, place, bound, value), Nest(middle + 1, high, place, bound, value));
    }
}
