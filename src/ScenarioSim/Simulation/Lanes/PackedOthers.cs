using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Randomness;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>
/// What moves of packed lanes bring beside the draws of stays: delays and tosses of the transitions of states entered, and the next amounts of effects that have happened. Sixteen are drawn together.
/// </summary>
/// <remarks>
/// An amount depends on its event, its run and how often the effect has happened. So the first ones are drawn as runs begin (<see cref="PreparedRuns"/>) and the next when an effect has happened; coming into a state from which it can happen asks for none.
/// </remarks>
internal sealed unsafe class PackedOthers
{
    private const int Lanes = PackedDraws.Lanes;

    // After so many draws they are made.
    private const int Together = 240;

    private readonly Clock _clock;
    private readonly bool _narrow;
    private readonly nuint _turned;
    private readonly RoundKeys* _keys;
    private readonly byte* _memory;
    private readonly int _run;
    private readonly int _step;
    private readonly QuantileTable?[] _tables;
    private readonly Value* _values;
    private readonly Brought* _brought;
    private readonly int* _firstBrought;
    private readonly int _column;
    private readonly uint* _entries;
    private readonly int* _valued;
    private readonly double* _first;
    private readonly double* _second;
    private int _asked;
    private int _withValue;

    /// <summary>A draw that a move brings.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 32)]
    private struct Brought
    {
        /// <summary>The event.</summary>
        public uint EventLow;

        /// <inheritdoc cref="EventLow"/>
        public uint EventHigh;

        /// <summary>Where lanes count what the occurrence follows from: entries into a state, or how often an effect has happened; a row of zeros for states that are entered once.</summary>
        public int Count;

        /// <summary>Where the value goes that the first number becomes.</summary>
        public int First;

        /// <summary>Where the second number goes: nowhere without a toss.</summary>
        public int Second;

        /// <summary>Which of the values the first number becomes; 0 for none.</summary>
        public int Value;

        /// <summary>1 if it becomes one, else 0.</summary>
        public byte HasValue;

        /// <summary>1 where there is something to count, else 0.</summary>
        public byte Adds;

        /// <summary>By how much the occurrence is more than the count.</summary>
        public byte Plus;
    }

    /// <summary>What a first number becomes: a value of a table, and of that a step if it is a delay.</summary>
    private struct Value
    {
        /// <summary>Of a uniform distribution the lower end.</summary>
        public double Low;

        /// <summary>Its width.</summary>
        public double Width;

        /// <summary>Its upper end.</summary>
        public double High;

        /// <summary>Whether it is one, which needs no table.</summary>
        public bool IsUniform;

        /// <summary>Whether it is a delay, which ends in a step; else it is an amount.</summary>
        public bool IsDelay;
    }

    /// <param name="plan">What is run.</param>
    /// <param name="program">The plan, compiled.</param>
    /// <param name="keys">The events' keys.</param>
    /// <param name="roundKeys">The generator's.</param>
    /// <param name="arena">Gives memory.</param>
    /// <param name="memory">The blocks.</param>
    /// <param name="most">How many moves are listed at most.</param>
    public PackedOthers(Plan plan, LaneProgram program, Keys keys, RoundKeys* roundKeys, NativeArena arena, byte* memory, int most)
    {
        _narrow = program.Rows.Width.IsNarrow;
        _clock = plan.Scenario.Clock;
        _keys = roundKeys;
        _memory = memory;
        _turned = program.Rows.Turned;
        (_run, _step) = (program.Rows.Offset(program.At.Run), program.Rows.Offset(program.At.Step));
        var values = new List<(QuantileTable? Table, bool IsDelay)> { (null, false) };
        LaneMove[] moves = [.. program.Moves.SelectMany(m => m)];
        Dictionary<int, EffectPlan> effects = program.Stays.SelectMany(s => s.Effects).DistinctBy(e => e.Draw).ToDictionary(e => e.Draw);
        Brought[][] brought = [.. moves.Select(m => (Brought[])[.. OfTransitions(program, keys, m, values), .. m.Drawn.Select(e => OfEffect(program, keys, effects[e], values))])];
        _tables = [.. values.Select(v => v.Table)];
        _values = (Value*)arena.Allocate((long)values.Count * sizeof(Value));
        for (int i = 1; i < values.Count; i++) _values[i] = ValueOf(values[i].Table!.Distribution, values[i].IsDelay);
        _brought = (Brought*)arena.Allocate(brought.Sum(b => (long)b.Length) * sizeof(Brought));
        _firstBrought = (int*)arena.Allocate((moves.Length + 1L) * sizeof(int));
        for (int code = 0; code < moves.Length; code++)
        {
            brought[code].CopyTo(new Span<Brought>(_brought + _firstBrought[code], brought[code].Length));
            _firstBrought[code + 1] = _firstBrought[code] + brought[code].Length;
        }
        Codes = (uint*)arena.Allocate((most + 1L) * sizeof(uint));
        Places = (uint*)arena.Allocate((most + 1L) * sizeof(uint));
        // Vectors run past the last draw.
        _column = Together + brought.Select(b => b.Length).DefaultIfEmpty().Max() + (2 * Lanes);
        _entries = (uint*)arena.Allocate(6L * _column * sizeof(uint));
        _valued = (int*)arena.Allocate((long)_column * sizeof(int));
        _first = (double*)arena.Allocate((long)_column * sizeof(double));
        _second = (double*)arena.Allocate((long)_column * sizeof(double));
    }

    /// <summary>The moves that bring more than the draw of a stay, by their numbers through all tracks.</summary>
    public uint* Codes { get; }

    /// <summary>The lanes that make them: where each has its 32-bit number of a block's first row.</summary>
    public uint* Places { get; }

    /// <summary>Whether a move brings more than the draw of a stay.</summary>
    /// <param name="code">Its number through all tracks.</param>
    public bool Brings(int code) => _firstBrought[code] < _firstBrought[code + 1];

    /// <summary>Asks for the draws of the moves on the list. Then <see cref="Draw"/> and <see cref="HandOut"/> are to be called; where there are very many, some are made and handed out at once.</summary>
    /// <param name="listed">How many there are.</param>
    /// <param name="runLow">The low half of the number that runs are counted from.</param>
    /// <param name="runHigh">The high half of the runs' numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Ask(int listed, uint runLow, uint runHigh)
    {
        byte* memory = _memory, runs = memory + _run;
        uint* entry = _entries;
        nint column = _column;
        int asked = _asked, valued = _withValue;
        for (int i = 0; i < listed; i++)
        {
            nuint place = Places[i];
            int* first = _firstBrought + Codes[i];
            for (int at = *first, end = first[1]; at < end; at++)
            {
                Brought* brought = _brought + at;
                int* count = (int*)(memory + place + brought->Count);
                int counted = *count + brought->Adds;
                *count = counted;
                entry[asked] = *(uint*)(runs + place) + runLow;
                entry[asked + column] = brought->EventLow;
                entry[asked + (2 * column)] = brought->EventHigh;
                entry[asked + (3 * column)] = (uint)(counted + brought->Plus);
                entry[asked + (4 * column)] = (uint)place;
                entry[asked + (5 * column)] = (uint)at;
                _valued[valued] = asked++;
                valued += brought->HasValue;
            }
            if (asked < Together) continue;
            (_asked, _withValue) = (asked, valued);
            Draw(runHigh);
            HandOut();
            (asked, valued) = (0, 0);
        }
        (_asked, _withValue) = (asked, valued);
    }

    /// <summary>Makes the draws that have been asked for.</summary>
    /// <param name="runHigh">The high half of the runs' numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Draw(uint runHigh)
    {
        nint column = _column;
        uint* entry = _entries;
        // A machine that has none compiles nothing of vectors of 512 bits: to know their types takes it longer than all the rest of this.
        if (!Avx512F.IsSupported || _narrow)
        {
            NarrowPackedDraws.DrawUniforms(entry, entry + column, entry + (2 * column), entry + (3 * column), _asked, runHigh, _keys, _first, _second);
            return;
        }
        for (int i = 0, asked = _asked; i < asked; i += Lanes, entry += Lanes) PackedDraws.DrawUniforms(entry, entry + column, entry + (2 * column), entry + (3 * column), runHigh, _keys, _first + i, _second + i);
    }

    /// <summary>Puts what has been drawn in its places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void HandOut()
    {
        uint* places = _entries + (4 * (nint)_column), numbers = places + _column;
        byte* memory = _memory;
        nuint turned = _turned;
        int asked = _asked, valued = _withValue;
        (_asked, _withValue) = (0, 0);
        double stepSeconds = _clock.StepSeconds;
        for (int i = 0; i < asked; i++)
        {
            nuint place = places[i];
            *(double*)(memory + Rows.Wide(place, turned) + _brought[numbers[i]].Second) = _second[i];
        }
        for (int i = 0; i < valued; i++)
        {
            int number = _valued[i];
            nuint place = places[number];
            Brought* brought = _brought + numbers[number];
            Value* value = _values + brought->Value;
            double first = _first[number];
            // As Uniform.Quantile has it.
            double drawn = value->IsUniform ? Math.Min(value->Low + (first * value->Width), value->High) : _tables[brought->Value]!.Quantile(first);
            if (value->IsDelay) *(int*)(memory + place + brought->First) = (int)double.MinNative(*(int*)(memory + place + _step) + StepsFor(drawn, stepSeconds), LaneRows.Latest);
            else *(double*)(memory + Rows.Wide(place, turned) + brought->First) = drawn;
        }
    }

    // As Clock.StepsFor has it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double StepsFor(double seconds, double stepSeconds) => double.MinNative(double.MaxNative(Math.Ceiling((seconds - Clock.Tolerance) / stepSeconds), 1), LaneRows.Latest);

    // The entry of an innermost state has been counted where its stay was drawn.
    private static IEnumerable<Brought> OfTransitions(LaneProgram program, Keys keys, LaneMove move, List<(QuantileTable? Table, bool IsDelay)> values)
    {
        foreach (int state in move.Entered)
        {
            int count = program.At.Counts[state];
            bool adds = count >= 0 && !(state == move.Leaf && (!program.At.ListsMoves || program.Stays[state].Draws));
            foreach (TransitionPlan t in program.Entries[state].Transitions)
            {
                int first = t.AfterDrawn is null ? -1 : program.At.Due[t.Timer], second = t.Toss < 0 ? -1 : program.At.Luck[t.Toss];
                yield return Of(program.Rows, program.At, keys.Transitions[t.Number], count < 0 ? program.At.NoCount : count, adds, count < 0 ? 1 : 0, first, second, t.AfterDrawn, values);
                adds = false;
            }
        }
    }

    private static Brought OfEffect(LaneProgram program, Keys keys, EffectPlan effect, List<(QuantileTable? Table, bool IsDelay)> values) =>
        Of(program.Rows, program.At, keys.Effects[effect.Draw], program.At.Happened[effect.Draw], true, 0, program.At.Amounts[effect.Draw], -1, effect.Drawn, values);

    private static Brought Of(Rows rows, LanePlaces at, EventKey key, int count, bool adds, int plus, int first, int second, QuantileTable? table, List<(QuantileTable? Table, bool IsDelay)> values)
    {
        if (table is not null) values.Add((table, rows.Kind(first) != RowKind.Number));
        return new Brought
        {
            EventLow = (uint)key.Id,
            EventHigh = (uint)(key.Id >> 32),
            Count = rows.Offset(count),
            First = table is null ? 0 : rows.Offset(first),
            Second = rows.Offset(second < 0 ? at.Nowhere : second),
            Value = table is null ? 0 : values.Count - 1,
            HasValue = (byte)(table is null ? 0 : 1),
            Adds = (byte)(adds ? 1 : 0),
            Plus = (byte)plus,
        };
    }

    private static Value ValueOf(Distribution distribution, bool isDelay)
    {
        Value value = new() { IsDelay = isDelay };
        if (distribution is not Uniform uniform) return value;
        return value with { IsUniform = true, Low = uniform.Low, Width = uniform.High - uniform.Low, High = uniform.High };
    }
}
