namespace ScenarioSim.Compiler.Machine;

/// <summary>
/// Which values are in which registers of one kind. Where none is free, the value needed last makes room (Belady, "A study of replacement algorithms for a virtual-storage computer", IBM Systems Journal 5(2), 1966):
/// the order of everything is known. What can be made again costs less to bring back, and makes room sooner.
/// </summary>
/// <param name="usable">The registers, best first.</param>
/// <param name="keys">How many values there can be (<see cref="Value.Key"/>).</param>
/// <param name="untilUse">How long until a value is needed next.</param>
/// <param name="isKept">Whether a value cannot just be made again.</param>
/// <param name="evict">Told of such a value that has to leave its register.</param>
internal sealed class Registers(int[] usable, int keys, Func<Value, int> untilUse, Func<Value, bool> isKept, Action<Value, int> evict)
{
    // By how much sooner: measured on random routines.
    private const int Remade = 4;

    private readonly Value?[] _holds = new Value?[32];
    private readonly bool[] _taken = new bool[32];
    private readonly bool[] _locked = new bool[32];

    // One more than the register of each value, 0 for none.
    private readonly byte[] _where = new byte[keys];

    /// <summary>The register of a value, or -1.</summary>
    public int Of(Value value) => _where[value.Key] - 1;

    /// <summary>What the registers hold.</summary>
    public Value?[] Save() => (Value?[])_holds.Clone();

    /// <summary>Everything is where it was.</summary>
    public void Restore(Value?[] saved)
    {
        foreach (Value? value in _holds) if (value is { } v) _where[v.Key] = 0;
        saved.CopyTo(_holds, 0);
        for (int i = 0; i < saved.Length; i++) if (saved[i] is { } v) _where[v.Key] = (byte)(i + 1);
        Unlock();
    }

    /// <summary>Forgets whatever is not where it was.</summary>
    public void KeepOnly(Value?[] saved)
    {
        for (int i = 0; i < saved.Length; i++)
        {
            if (_holds[i] is { } value && value != saved[i]) Forget(value);
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
    public void Hold(int register, Value value)
    {
        _taken[register] = _locked[register] = true;
        _holds[register] = value;
        _where[value.Key] = (byte)(register + 1);
    }

    /// <summary>A register is to stay as it is for this instruction.</summary>
    public void Lock(int register) => _locked[register] = true;

    /// <summary>The register of a value, if it is in one, likewise.</summary>
    public void Lock(Value value)
    {
        if (Of(value) is >= 0 and var register) _locked[register] = true;
    }

    /// <summary>A value is forgotten; its register may be taken.</summary>
    public void Forget(Value value)
    {
        int register = Of(value);
        if (register < 0) return;
        _where[value.Key] = 0;
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
        int best = -1;
        long latest = -1;
        foreach (int register in usable)
        {
            if (_locked[register] || _holds[register] is not { } value) continue;
            long next = (long)untilUse(value) * (isKept(value) ? 1 : Remade);
            if (next > latest) (best, latest) = (register, next);
        }
        Value leaving = _holds[best]!.Value;
        if (isKept(leaving)) evict(leaving, best);
        Forget(leaving);
        return best;
    }
}
