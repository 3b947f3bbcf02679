namespace ScenarioSim.Symbolic;

/// <summary>Finds all states of a chain, and so the values that its plain numbers take.</summary>
internal static class Explorer
{
    /// <summary>What was found.</summary>
    /// <param name="Values">The values of each plain number, rising.</param>
    /// <param name="Endless">A plain number that took too many, or null.</param>
    /// <param name="TooMany">There were too many states.</param>
    public sealed record Found(IReadOnlyDictionary<VariableSymbol, IReadOnlyList<double>> Values, VariableSymbol? Endless, bool TooMany);

    /// <summary>Explores a chain.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="mostStates">How many states it may have.</param>
    /// <param name="mostValues">How many values a plain number may take.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Found Explore(Chain chain, int mostStates, int mostValues, CancellationToken cancellation)
    {
        List<VariableSymbol> variables = [.. chain.Modules.SelectMany(m => m.Variables)];
        Dictionary<VariableSymbol, int> places = variables.Select((v, i) => (v, i)).ToDictionary(x => x.v, x => x.i);
        var formulas = new Dictionary<Symbol, Func<double[], double>>();
        Compiled[][][] actions = Actions(chain, t => Evaluation.Compile(t, v => places[v], formulas), places);
        List<(VariableSymbol Variable, int At, HashSet<double> Values)> reals = [.. variables.Where(v => v.Type == TermType.Real).Select(v => (v, places[v], new HashSet<double> { v.Initial }))];
        var seen = new HashSet<double[]>(new SameValues());
        var open = new Queue<double[]>();
        Add([.. variables.Select(v => v.Initial)]);
        while (open.TryDequeue(out double[]? state))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (Compiled[][] modules in actions)
            {
                var ways = new List<(Func<double[], double> Probability, (int At, Func<double[], double> Value)[] Updates)>[modules.Length];
                if (!Enabled(modules, state, ways)) continue;
                Combine(state, [.. state], ways, 0);
            }
            if (seen.Count > mostStates) return new Found(Values(), null, true);
            if (reals.Find(r => r.Values.Count > mostValues) is { Variable: { } endless }) return new Found(Values(), endless, false);
        }
        return new Found(Values(), null, false);

        void Combine(double[] from, double[] to, List<(Func<double[], double> Probability, (int At, Func<double[], double> Value)[] Updates)>[] ways, int module)
        {
            if (module == ways.Length)
            {
                Add([.. to]);
                return;
            }
            foreach ((Func<double[], double> probability, (int At, Func<double[], double> Value)[] updates) in ways[module])
            {
                if (probability(from) <= 0) continue;
                foreach ((int at, Func<double[], double> value) in updates) to[at] = value(from) + 0.0;
                Combine(from, to, ways, module + 1);
                foreach ((int at, _) in updates) to[at] = from[at];
            }
        }

        void Add(double[] state)
        {
            if (!seen.Add(state)) return;
            open.Enqueue(state);
            foreach ((_, int at, HashSet<double> values) in reals) values.Add(state[at]);
        }

        Dictionary<VariableSymbol, IReadOnlyList<double>> Values() => reals.ToDictionary(r => r.Variable, r => (IReadOnlyList<double>)[.. r.Values.Order()]);
    }

    private sealed record Compiled(Func<double[], double> Guard, List<(Func<double[], double> Probability, (int At, Func<double[], double> Value)[] Updates)> Ways);

    // By action, the commands of each module that takes part; a command by itself is an action of its own.
    private static Compiled[][][] Actions(Chain chain, Func<Term, Func<double[], double>> compile, Dictionary<VariableSymbol, int> places)
    {
        Compiled Of(ChainCommand c) => new(compile(c.Guard), [.. c.Branches.Select(b => (compile(b.Probability), b.Updates.Select(u => (places[u.Variable], compile(u.Value))).ToArray()))]);
        IEnumerable<string> names = chain.Modules.SelectMany(m => m.Commands).Select(c => c.Action).OfType<string>().Distinct();
        return
        [
            .. names.Select(name => chain.Modules.Select(m => m.Commands.Where(c => c.Action == name).Select(Of).ToArray()).Where(commands => commands.Length > 0).ToArray()),
            .. chain.Modules.SelectMany(m => m.Commands).Where(c => c.Action is null).Select(c => new[] { new[] { Of(c) } }),
        ];
    }

    private static bool Enabled(Compiled[][] modules, double[] state, List<(Func<double[], double> Probability, (int At, Func<double[], double> Value)[] Updates)>[] ways)
    {
        for (int m = 0; m < modules.Length; m++)
        {
            if (Array.Find(modules[m], c => c.Guard(state) != 0) is not { } command) return false;
            ways[m] = command.Ways;
        }
        return true;
    }

    private sealed class SameValues : IEqualityComparer<double[]>
    {
        public bool Equals(double[]? x, double[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(double[] values)
        {
            var hash = default(HashCode);
            foreach (double value in values) hash.Add(value);
            return hash.ToHashCode();
        }
    }
}
