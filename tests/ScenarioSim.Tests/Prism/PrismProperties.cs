namespace ScenarioSim.Tests.Prism;

/// <summary>Works out the properties of a file: <c>P=? [ F=T "label" ]</c>, <c>P=? [ F&lt;=T "label" ]</c>, <c>R{"name"}=? [ C&lt;=T ]</c>, properties by name, and arithmetic of these.</summary>
public sealed class PrismProperties
{
    private readonly PrismModel _model;
    private readonly PrismChain _chain;
    private readonly PrismTokens _tokens;

    private PrismProperties(PrismModel model, PrismChain chain, string text) => (_model, _chain, _tokens) = (model, chain, new PrismTokens(text));

    /// <summary>The value of each, by name.</summary>
    public static IReadOnlyDictionary<string, double> Of(PrismModel model, PrismChain chain, string text)
    {
        var reader = new PrismProperties(model, chain, text);
        while (reader._tokens.Next != "")
        {
            string name = reader._tokens.Take().Trim('"');
            reader._tokens.Take(":");
            reader.Values.Add(name, reader.Sum());
            reader._tokens.Take(";");
        }
        return reader.Values;
    }

    private Dictionary<string, double> Values { get; } = [];

    private double Sum()
    {
        double sum = Product();
        while (_tokens.Next is "+" or "-") sum = _tokens.Take() == "+" ? sum + Product() : sum - Product();
        return sum;
    }

    private double Product()
    {
        double product = Atom();
        while (_tokens.Next is "*" or "/") product = _tokens.Take() == "*" ? product * Atom() : product / Atom();
        return product;
    }

    private double Atom()
    {
        string token = _tokens.Take();
        switch (token)
        {
            case "(":
                double inner = Sum();
                _tokens.Take(")");
                return inner;
            case "P":
                return Probability();
            case "R":
                return Reward();
        }
        return token[0] == '"' ? Values[token.Trim('"')] : double.Parse(token, System.Globalization.CultureInfo.InvariantCulture);
    }

    private double Probability()
    {
        _tokens.Take("=?");
        _tokens.Take("[");
        _tokens.Take("F");
        bool atEnd = _tokens.Take() == "=";
        int transitions = Bound();
        bool[] target = _chain.Where(_model.Labels[_tokens.Take().Trim('"')]);
        _tokens.Take("]");
        double[] after = _chain.After(transitions, atEnd ? null : target);
        return after.Where((_, s) => target[s]).Sum();
    }

    // The rewards of the states that the first so many transitions leave.
    private double Reward()
    {
        _tokens.Take("{");
        List<(PrismExpression Holds, double Earns)> states = _model.Rewards[_tokens.Take().Trim('"')];
        _tokens.Take("}");
        _tokens.Take("=?");
        _tokens.Take("[");
        _tokens.Take("C");
        _tokens.Take("<=");
        int transitions = Bound();
        _tokens.Take("]");
        double[] earned = [.. _chain.States.Select(s => states.Where(r => r.Holds.Value(s) != 0).Sum(r => r.Earns))];
        double sum = 0;
        _chain.After(transitions, null, now =>
        {
            for (int s = 0; s < now.Length; s++) sum += now[s] * earned[s];
        });
        return sum;
    }

    private int Bound() => (int)_model.LookUp(_tokens.Take()).Value([]);
}
