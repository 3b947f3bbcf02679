using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <summary>
/// Which values are in which registers of one kind. Where none is free, the value needed last makes room (Belady, "A study of replacement algorithms for a virtual-storage computer", IBM Systems Journal 5(2), 1966):
/// the order of everything is known.
/// </summary>
/// <param name="usable">The registers, best first.</param>
/// <param name="nextUse">When a value is needed next.</param>
/// <param name="evict">Told of a value that has to leave its register.</param>
internal sealed class Registers(int[] usable, Func<Node, int> nextUse, Action<Node, int> evict)
{
    private readonly Node?[] _holds = new Node?[32];
    private readonly bool[] _taken = new bool[32];
    private readonly bool[] _locked = new bool[32];
    private Dictionary<Node, int> _where = [];

    /// <summary>The register of a value, or -1.</summary>
    public int Of(Node node) => _where.TryGetValue(node, out int register) ? register : -1;

    /// <summary>The values in registers.</summary>
    public IReadOnlyCollection<Node> Values => _where.Keys;

    /// <summary>A record of what is where.</summary>
    public IReadOnlyDictionary<Node, int> Save() => new Dictionary<Node, int>(_where);

    /// <summary>Everything is where it was.</summary>
    public void Restore(IReadOnlyDictionary<Node, int> saved)
    {
        _where = new Dictionary<Node, int>(saved);
        Array.Clear(_holds);
        foreach ((Node node, int register) in saved) _holds[register] = node;
        Unlock();
    }

    /// <summary>Forgets whatever is not where it was.</summary>
    public void KeepOnly(IReadOnlyDictionary<Node, int> saved)
    {
        foreach ((Node node, int register) in _where.ToList())
        {
            if (!saved.TryGetValue(node, out int before) || before != register) Forget(node);
        }
    }

    /// <summary>A register, from now on in use, but holding no value that others ask for.</summary>
    public int Take()
    {
        int register = Free();
        _taken[register] = _locked[register] = true;
        return register;
    }

    /// <summary>A register holds a value.</summary>
    public void Hold(int register, Node node)
    {
        _taken[register] = true;
        _holds[register] = node;
        _where.Add(node, register);
    }

    /// <summary>A register is to stay as it is for this instruction.</summary>
    public void Lock(int register) => _locked[register] = true;

    /// <summary>The register of a value, if it is in one, likewise.</summary>
    public void Lock(Node node)
    {
        if (_where.TryGetValue(node, out int register)) _locked[register] = true;
    }

    /// <summary>A value is forgotten; its register may be taken.</summary>
    public void Forget(Node node)
    {
        if (!_where.Remove(node, out int register)) return;
        _holds[register] = null;
        _taken[register] = _locked[register] = false;
    }

    /// <summary>After an instruction: nothing is locked, and what holds no value is free.</summary>
    public void Unlock()
    {
        foreach (int register in usable)
        {
            _locked[register] = false;
            _taken[register] = _holds[register] is not null;
        }
    }

    private int Free()
    {
        foreach (int register in usable)
        {
            if (!_taken[register]) return register;
        }
        int best = -1, latest = -1;
        foreach (int register in usable)
        {
            if (_locked[register] || _holds[register] is not { } node) continue;
            int next = nextUse(node);
            if (next > latest) (best, latest) = (register, next);
        }
        Node leaving = _holds[best]!;
        evict(leaving, best);
        Forget(leaving);
        return best;
    }
}
