using ScenarioSim.Compiler;
using ScenarioSim.Model;

namespace ScenarioSim.Exact;

/// <summary>
/// What moves do to indicators, as numbers: lists of effects with their amounts, and what a series of such lists has come to (per indicator a sum, a product and a value set).
/// Adding a list to what there is, and settling an indicator, are looked up once they have been worked out.
/// </summary>
internal sealed class Effects
{
    private readonly IReadOnlyList<IndicatorPlan> _indicators;
    private readonly Dictionary<string, int> _lists = new() { [""] = 0 };
    private readonly List<Change[]> _changes = [[]];
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<Pending[]> _pending = [];
    private readonly List<int[]> _parts = [];
    private readonly List<int[]> _next = [];
    private readonly Dictionary<Pending, int>[] _partNumbers;
    private readonly List<Pending>[] _partsOf;
    private readonly List<int[]>[] _settled;
    private readonly Dictionary<long, int>[] _valueNumbers;
    private readonly List<double>[] _values;
    private readonly Dictionary<long, int>[] _flowNumbers;
    private readonly List<double>[] _flows;

    /// <param name="plan">The plan.</param>
    public Effects(Plan plan)
    {
        _indicators = plan.Indicators;
        _partNumbers = [.. _indicators.Select(_ => new Dictionary<Pending, int>())];
        _partsOf = [.. _indicators.Select(_ => new List<Pending>())];
        _settled = [.. _indicators.Select(_ => new List<int[]>())];
        _valueNumbers = [.. _indicators.Select(_ => new Dictionary<long, int>())];
        _values = [.. _indicators.Select(_ => new List<double>())];
        _flowNumbers = [.. _indicators.Select(_ => new Dictionary<long, int>())];
        _flows = [.. _indicators.Select(_ => new List<double>())];
        Number(Array.ConvertAll(new Pending[_indicators.Count], _ => new Pending(0, 1, double.NaN)));
    }

    private readonly record struct Change(int Indicator, EffectOperator Operator, double Amount);

    private readonly record struct Pending(double Sum, double Product, double Set);

    /// <summary>How many values an indicator has had.</summary>
    public int Values(int indicator) => _values[indicator].Count;

    /// <summary>The value of an indicator by its number.</summary>
    public double Value(int indicator, int number) => _values[indicator][number];

    /// <summary>The number of a value of an indicator.</summary>
    public int Number(int indicator, double value) => Numbered(_valueNumbers[indicator], _values[indicator], value);

    /// <summary>The number of what an indicator's <c>each step</c> gives.</summary>
    public int Flow(int indicator, double value) => Numbered(_flowNumbers[indicator], _flows[indicator], value);

    /// <summary>The number of a list of effects, with the amounts that they have in a world; 0: none.</summary>
    public int List(EffectPlan[] effects, World world)
    {
        if (effects.Length == 0) return 0;
        Change[] changes = [.. effects.Select(e => new Change(e.Indicator, e.Operator, e.Amount!.Value(world)))];
        string text = string.Join(' ', changes.Select(c => $"{c.Indicator}.{(int)c.Operator}.{BitConverter.DoubleToInt64Bits(c.Amount)}"));
        if (_lists.TryGetValue(text, out int number)) return number;
        _lists.Add(text, _changes.Count);
        _changes.Add(changes);
        return _changes.Count - 1;
    }

    /// <summary>What there is after one more list of effects; 0: nothing has happened to any indicator.</summary>
    public int Then(int pending, int list)
    {
        int[] next = _next[pending];
        if (list < next.Length && next[list] >= 0) return next[list];
        return Worked(pending, list);
    }

    /// <summary>What it is for one indicator; 0: nothing.</summary>
    public int Part(int pending, int indicator) => _parts[pending][indicator];

    /// <summary>The number of an indicator's next value.</summary>
    /// <param name="indicator">Which.</param>
    /// <param name="part">What has happened to it.</param>
    /// <param name="before">The number of its flow where it has one, else of its value.</param>
    public int Settled(int indicator, int part, int before)
    {
        List<int[]> all = _settled[indicator];
        int[] settled = all[part];
        if (before < settled.Length && settled[before] >= 0) return settled[before];
        settled = Widened(settled, before);
        all[part] = settled;
        IndicatorPlan plan = _indicators[indicator];
        Pending p = _partsOf[indicator][part];
        double flow = plan.Flow is null ? _values[indicator][before] : _flows[indicator][before];
        double value = double.IsNaN(p.Set) ? (flow + p.Sum) * p.Product : p.Set;
        return settled[before] = Number(indicator, plan.Indicator.Settle(double.IsFinite(value) ? value : 0));
    }

    private int Worked(int pending, int list)
    {
        Pending[] then = [.. _pending[pending]];
        foreach (Change change in _changes[list])
        {
            ref Pending p = ref then[change.Indicator];
            p = change.Operator switch
            {
                EffectOperator.Add => p with { Sum = p.Sum + change.Amount },
                EffectOperator.Subtract => p with { Sum = p.Sum - change.Amount },
                EffectOperator.Multiply => p with { Product = p.Product * change.Amount },
                _ => p with { Set = change.Amount },
            };
        }
        int number = Number(then);
        _next[pending] = Widened(_next[pending], list);
        return _next[pending][list] = number;
    }

    private int Number(Pending[] pending)
    {
        int[] parts = [.. pending.Select(PartNumber)];
        string text = string.Join(' ', parts);
        if (_numbers.TryGetValue(text, out int number)) return number;
        _numbers.Add(text, _pending.Count);
        _pending.Add(pending);
        _parts.Add(parts);
        _next.Add([]);
        return _pending.Count - 1;
    }

    private int PartNumber(Pending pending, int indicator)
    {
        if (_partNumbers[indicator].TryGetValue(pending, out int number)) return number;
        _partNumbers[indicator].Add(pending, _partsOf[indicator].Count);
        _partsOf[indicator].Add(pending);
        _settled[indicator].Add([]);
        return _partsOf[indicator].Count - 1;
    }

    private static int Numbered(Dictionary<long, int> numbers, List<double> values, double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        if (numbers.TryGetValue(bits, out int number)) return number;
        numbers.Add(bits, values.Count);
        values.Add(value);
        return values.Count - 1;
    }

    private static int[] Widened(int[] known, int index)
    {
        if (index < known.Length) return known;
        int length = known.Length;
        Array.Resize(ref known, Math.Max(2 * length, index + 8));
        Array.Fill(known, -1, length, known.Length - length);
        return known;
    }
}
