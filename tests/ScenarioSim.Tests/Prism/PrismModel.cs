namespace ScenarioSim.Tests.Prism;

/// <summary>A PRISM DTMC as written: the subset that the export uses, read strictly. What PRISM would refuse, this refuses.</summary>
public sealed class PrismModel
{
    private readonly PrismTokens _tokens;
    private readonly Dictionary<string, PrismExpression> _names = [];
    private readonly Dictionary<string, string> _formulas;
    private readonly HashSet<string> _moduleNames = [];
    private int _owned;

    public PrismModel(string text)
    {
        // Formulas and variables may be used before they are written: two readings.
        _tokens = new PrismTokens(text);
        _formulas = [];
        Declare(new PrismTokens(text));
        Read();
    }

    public sealed record Variable(string Name, PrismType Type, double Low, double High, double Initial);

    public sealed record Branch(PrismExpression Probability, IReadOnlyList<(int Variable, PrismExpression Value)> Updates);

    public sealed record Command(string Action, PrismExpression Guard, IReadOnlyList<Branch> Branches);

    public List<Variable> Variables { get; } = [];

    public List<List<Command>> Modules { get; } = [];

    public Dictionary<string, PrismExpression> Labels { get; } = [];

    public Dictionary<string, List<(PrismExpression Holds, double Earns)>> Rewards { get; } = [];

    /// <summary>What a name stands for.</summary>
    public PrismExpression LookUp(string name)
    {
        if (_names.TryGetValue(name, out PrismExpression? known)) return known;
        if (!_formulas.Remove(name, out string? formula)) throw new FormatException($"`{name}` stands for nothing");
        // Removed while it is read: one that uses itself stands for nothing.
        var tokens = new PrismTokens(formula);
        PrismExpression read = new PrismExpressionReader(tokens, LookUp).Read();
        if (tokens.Next != "") throw new FormatException($"formula `{name}` goes on with `{tokens.Next}`");
        return _names[name] = read;
    }

    // Variables, constants and formulas share one space of names.
    private void Declare(PrismTokens tokens)
    {
        var all = new HashSet<string>();
        while (tokens.Next != "")
        {
            string token = tokens.Take();
            if (token is "formula" or "const")
            {
                if (token == "const") tokens.Take();
                string name = tokens.Name();
                if (!all.Add(name)) throw new FormatException($"`{name}` is there twice");
                tokens.Take("=");
                if (token == "const") continue;
                var body = new List<string>();
                while (tokens.Next != ";") body.Add(tokens.Take());
                _formulas.Add(name, string.Join(' ', body));
            }
            else if (token == "module")
            {
                string module = tokens.Name();
                if (!_moduleNames.Add(module)) throw new FormatException($"module `{module}` is there twice");
                while (tokens.Next is not ("endmodule" or "["))
                {
                    Variable v = ReadVariable(tokens);
                    if (!all.Add(v.Name)) throw new FormatException($"`{v.Name}` is there twice");
                    int at = Variables.Count;
                    Variables.Add(v);
                    _names.Add(v.Name, new PrismExpression(v.Type, values => values[at]));
                }
            }
        }
    }

    private static Variable ReadVariable(PrismTokens tokens)
    {
        string name = tokens.Name();
        tokens.Take(":");
        if (tokens.TryTake("bool"))
        {
            tokens.Take("init");
            bool initial = tokens.Take() == "true";
            tokens.Take(";");
            return new Variable(name, PrismType.Bool, 0, 1, initial ? 1 : 0);
        }
        tokens.Take("[");
        double low = Int(tokens);
        tokens.Take("..");
        double high = Int(tokens);
        tokens.Take("]");
        tokens.Take("init");
        double value = Int(tokens);
        tokens.Take(";");
        if (low > high || value < low || value > high) throw new FormatException($"`{name}` begins outside its range");
        return new Variable(name, PrismType.Int, low, high, value);
    }

    private static double Int(PrismTokens tokens)
    {
        bool negative = tokens.TryTake("-");
        double value = int.Parse(tokens.Take(), System.Globalization.CultureInfo.InvariantCulture);
        return negative ? -value : value;
    }

    private void Read()
    {
        _tokens.Take("dtmc");
        while (_tokens.Next != "")
        {
            switch (_tokens.Take())
            {
                case "const":
                    Constant();
                    break;
                case "formula":
                    while (_tokens.Take() != ";")
                    {
                    }
                    break;
                case "module":
                    Module();
                    break;
                case "label":
                    string label = Quoted();
                    _tokens.Take("=");
                    Labels.Add(label, Truth());
                    _tokens.Take(";");
                    break;
                case "rewards":
                    Reward();
                    break;
                case var other:
                    throw new FormatException($"unexpected `{other}`");
            }
        }
    }

    private void Constant()
    {
        string type = _tokens.Take();
        string name = _tokens.Name();
        _tokens.Take("=");
        PrismExpression value = Expression();
        _tokens.Take(";");
        if (type == "int" && value.Type != PrismType.Int) throw new FormatException($"`{name}` is no int");
        double constant = value.Value([]);
        _names.Add(name, new PrismExpression(type == "int" ? PrismType.Int : PrismType.Double, _ => constant));
    }

    private void Module()
    {
        _tokens.Name();
        int first = _owned;
        while (_tokens.Next is not ("endmodule" or "["))
        {
            ReadVariable(_tokens);
            _owned++;
        }
        var commands = new List<Command>();
        while (!_tokens.TryTake("endmodule")) commands.Add(ReadCommand(first, _owned));
        Modules.Add(commands);
    }

    private Command ReadCommand(int first, int last)
    {
        _tokens.Take("[");
        string action = _tokens.Next == "]" ? "" : _tokens.Name();
        _tokens.Take("]");
        PrismExpression guard = Truth();
        _tokens.Take("->");
        var branches = new List<Branch>();
        if (_tokens.Next == "true" || (_tokens.Next == "(" && IsUpdate())) branches.Add(new Branch(new PrismExpression(PrismType.Int, _ => 1), Updates(first, last)));
        else
        {
            do
            {
                // The sum of branches is not a sum of numbers: a probability ends at its colon.
                PrismExpression probability = new PrismExpressionReader(_tokens, LookUp).Read();
                if (!probability.IsNumber) throw new FormatException("a probability that is no number");
                _tokens.Take(":");
                branches.Add(new Branch(probability, Updates(first, last)));
            }
            while (_tokens.TryTake("+"));
        }
        _tokens.Take(";");
        return new Command(action, guard, branches);
    }

    // `(x'=` begins an update; `(x + ...` a probability.
    private bool IsUpdate() => _tokens.Peek(2) == "'";

    private List<(int, PrismExpression)> Updates(int first, int last)
    {
        var updates = new List<(int, PrismExpression)>();
        if (_tokens.TryTake("true")) return updates;
        do
        {
            _tokens.Take("(");
            string name = _tokens.Name();
            _tokens.Take("'");
            _tokens.Take("=");
            PrismExpression value = Expression();
            _tokens.Take(")");
            int at = Variables.FindIndex(v => v.Name == name);
            if (at < first || at >= last) throw new FormatException($"`{name}` is not the module's own");
            if (updates.Exists(u => u.Item1 == at)) throw new FormatException($"`{name}` is updated twice");
            if (value.Type != Variables[at].Type) throw new FormatException($"`{name}` is given a {value.Type}");
            updates.Add((at, value));
        }
        while (_tokens.TryTake("&"));
        return updates;
    }

    private void Reward()
    {
        var states = new List<(PrismExpression, double)>();
        Rewards.Add(Quoted(), states);
        while (!_tokens.TryTake("endrewards"))
        {
            PrismExpression holds = Truth();
            _tokens.Take(":");
            states.Add((holds, Expression().Value([])));
            _tokens.Take(";");
        }
    }

    private string Quoted() => _tokens.Take().Trim('"');

    private PrismExpression Expression() => new PrismExpressionReader(_tokens, LookUp).Read();

    private PrismExpression Truth() => Expression() is { Type: PrismType.Bool } truth ? truth : throw new FormatException("a truth is wanted");
}
