namespace ScenarioSim.Tests.Prism;

/// <summary>The Markov chain that a model means: all reachable states, and the probabilities of going from each to each.</summary>
/// <remarks>Modules that have a command of an action move together, each by a branch of its own; a command without an action is made alone.</remarks>
public sealed class PrismChain
{
    private readonly PrismModel _model;
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<(int To, double Probability)[]> _transitions = [];

    private PrismChain(PrismModel model) => _model = model;

    /// <summary>The states; the first is the initial one.</summary>
    public List<double[]> States { get; } = [];

    /// <summary>Builds it; null where there are more states than allowed.</summary>
    public static PrismChain? Of(PrismModel model, int mostStates)
    {
        var chain = new PrismChain(model);
        chain.Number([.. model.Variables.Select(v => v.Initial)]);
        string[] actions = [.. model.Modules.SelectMany(m => m).Select(c => c.Action).Where(a => a != "").Distinct()];
        for (int state = 0; state < chain.States.Count; state++)
        {
            if (chain.States.Count > mostStates) return null;
            chain._transitions.Add(chain.From(chain.States[state], actions));
        }
        return chain;
    }

    /// <summary>The states in which a condition holds.</summary>
    public bool[] Where(PrismExpression condition) => [.. States.Select(s => condition.Value(s) != 0)];

    /// <summary>The distribution after so many transitions; mass that has come into an absorbing state stays there.</summary>
    public double[] After(int transitions, bool[]? absorbing = null, Action<double[]>? before = null)
    {
        double[] now = new double[States.Count];
        now[0] = 1;
        for (int t = 0; t < transitions; t++)
        {
            before?.Invoke(now);
            double[] next = new double[now.Length];
            for (int s = 0; s < now.Length; s++)
            {
                if (now[s] == 0) continue;
                if (absorbing is not null && absorbing[s]) next[s] += now[s];
                else foreach ((int to, double probability) in _transitions[s]) next[to] += now[s] * probability;
            }
            now = next;
        }
        return now;
    }

    private (int, double)[] From(double[] state, string[] actions)
    {
        var found = new Dictionary<int, double>();
        int choices = 0;
        foreach (string action in actions)
        {
            List<PrismModel.Command?> enabled = [.. _model.Modules.Where(m => m.Exists(c => c.Action == action)).Select(m => Enabled(m, action, state))];
            if (enabled.Contains(null)) continue;
            choices++;
            Go(state, [.. state], enabled!, 0, 1, found);
        }
        foreach (PrismModel.Command command in _model.Modules.SelectMany(m => m).Where(c => c.Action == "" && c.Guard.Value(state) != 0))
        {
            choices++;
            Go(state, [.. state], [command], 0, 1, found);
        }
        if (choices != 1) throw new InvalidOperationException($"{choices} choices in {Show(state)}");
        double sum = found.Values.Sum();
        if (!(Math.Abs(sum - 1) < 1e-9)) throw new InvalidOperationException($"probabilities sum to {sum:R} in {Show(state)}");
        return [.. found.Select(f => (f.Key, f.Value))];
    }

    private PrismModel.Command? Enabled(List<PrismModel.Command> module, string action, double[] state)
    {
        List<PrismModel.Command> enabled = module.FindAll(c => c.Action == action && c.Guard.Value(state) != 0);
        return enabled.Count <= 1 ? enabled.FirstOrDefault() : throw new InvalidOperationException($"{enabled.Count} commands of {action} in one module in {Show(state)}");
    }

    private void Go(double[] from, double[] to, IReadOnlyList<PrismModel.Command> commands, int next, double probability, Dictionary<int, double> found)
    {
        if (next == commands.Count)
        {
            int number = Number([.. to]);
            found[number] = found.GetValueOrDefault(number) + probability;
            return;
        }
        foreach (PrismModel.Branch branch in commands[next].Branches)
        {
            double p = branch.Probability.Value(from);
            if (!(p >= -1e-12 && p <= 1 + 1e-9)) throw new InvalidOperationException($"a probability of {p:R} in {Show(from)}");
            if (p <= 0) continue;
            foreach ((int variable, PrismExpression value) in branch.Updates)
            {
                PrismModel.Variable v = _model.Variables[variable];
                to[variable] = value.Value(from);
                if (!(to[variable] >= v.Low && to[variable] <= v.High)) throw new InvalidOperationException($"{v.Name} becomes {to[variable]:R} in {Show(from)}");
            }
            Go(from, to, commands, next + 1, probability * p, found);
            foreach ((int variable, _) in branch.Updates) to[variable] = from[variable];
        }
    }

    private int Number(double[] state)
    {
        string key = string.Join(',', state.Select(v => (int)v));
        if (_numbers.TryGetValue(key, out int number)) return number;
        _numbers[key] = States.Count;
        States.Add(state);
        return States.Count - 1;
    }

    private string Show(double[] state) => string.Join(" ", _model.Variables.Select((v, i) => $"{v.Name}={state[i]}"));
}
