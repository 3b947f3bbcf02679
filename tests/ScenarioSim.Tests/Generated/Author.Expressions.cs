using ScenarioSim.Model;

namespace ScenarioSim.Tests.Generated;

/// <content>Expressions of every kind and operator.</content>
internal sealed partial class Author
{
    private readonly List<(string Name, Kind Kind)> _definitions = [];
    private readonly List<string> _indicators = [];

    private List<(string, Yaml)> Definitions()
    {
        var written = new List<(string, Yaml)>();
        for (int i = 0; i < Few(5); i++)
        {
            Kind kind = Pick(Kind.Number, Kind.Number, Kind.Truth, Kind.Duration);
            string text = kind switch { Kind.Number => Number(2), Kind.Truth => Truth(2), _ => Duration(2) };
            written.Add(($"d{i}", Text(text)));
            _definitions.Add(($"d{i}", kind));
        }
        return written;
    }

    // What a measure may read.
    private string Quantity(int depth) => _random.Next(6) switch { 0 => Duration(depth), 1 => Truth(depth), _ => Number(depth) };

    private string Number(int depth, bool fix = false)
    {
        if (depth <= 0 || Chance(0.25)) return NumberAtom(fix);
        string N() => Number(depth - 1, fix);
        return _random.Next(19) switch
        {
            0 or 1 => $"({N()} + {N()})",
            2 or 3 => $"({N()} - {N()})",
            4 or 5 => $"({N()} * {N()})",
            6 => $"({N()} / {Moving(fix)})",
            7 => $"({Moving(fix)} ^ {Pick("2", "0.5", "-1", N())})",
            8 => $"(-{N()})",
            9 => $"min({N()}, {N()})",
            10 => $"max({N()}, {N()}, {N()})",
            11 => $"{Pick("abs", "floor", "ceil", "round")}({N()})",
            12 when Chance(0.7) => $"{Pick("sqrt", "log", "logit")}({Moving(fix)})",
            12 => $"exp(min({N()}, 3))",
            13 => $"clamp({N()}, {N()}, {N()})",
            14 => $"logistic({N()})",
            15 or 16 when !fix => $"(if {Truth(depth - 1)} then {N()} else {N()})",
            17 when !fix => $"count({Truth(depth - 1)}, {Truth(depth - 1)})",
            _ => $"({Duration(depth - 1, fix)} / {Pick("1 day", "2 weeks", "step")})",
        };
    }

    // No constant, unless there is nothing else to name: a constant that has no value is an error, what moves is only counted.
    private string Moving(bool fix = false)
    {
        List<string> atoms = [.. _assumptions.Where(a => a.Kind == Kind.Number).Select(a => a.Name)];
        if (!fix) atoms.AddRange([.. _indicators, .. _indicators, "day", Visits()]);
        return atoms.Count == 0 ? "0.5" : Chance(0.3) ? $"({Pick(atoms)} - {Pick("0", "1", "2.5")})" : Pick(atoms);
    }

    private string NumberAtom(bool fix)
    {
        List<string> atoms = [Pick("0", "1", "2", "0.5", "10%", "3.25", "7", "1e-3", "100"), Pick("1", "2", "30%")];
        atoms.AddRange(_assumptions.Where(a => a.Kind == Kind.Number).Select(a => a.Name));
        atoms.AddRange(_levers.Where(l => l.Kind == Kind.Number).Select(l => l.Name));
        if (!fix)
        {
            atoms.AddRange(_indicators);
            atoms.AddRange(_indicators);
            atoms.AddRange(_definitions.Where(d => d.Kind == Kind.Number).Select(d => d.Name));
            atoms.Add("day");
            if (_tracks.Count > 0) atoms.AddRange([Visits(), Visits()]);
        }
        return Pick(atoms);
    }

    private string Truth(int depth)
    {
        if (depth <= 0 || Chance(0.35)) return TruthAtom();
        string T() => Truth(depth - 1);
        return _random.Next(8) switch
        {
            0 or 1 => $"({T()} and {T()})",
            2 or 3 => $"({T()} or {T()})",
            4 => $"(not {T()})",
            5 => $"({Number(depth - 1)} {Comparison()} {Number(depth - 1)})",
            6 => $"({Duration(depth - 1)} {Comparison()} {Duration(depth - 1)})",
            _ => $"(if {T()} then {T()} else {T()})",
        };
    }

    private string TruthAtom()
    {
        List<string> atoms = [.. Moments()];
        if (Chance(0.1)) atoms.Add(Pick("true", "false"));
        atoms.AddRange(_assumptions.Where(a => a.Kind == Kind.Truth).Select(a => a.Name));
        foreach (AssumptionName a in _assumptions.Where(a => a.Kind == Kind.Word)) atoms.Add(Words(a.Name, a.Words));
        foreach (AssumptionName a in _assumptions.Where(a => a.Kind == Kind.Date)) atoms.Add($"date {Comparison()} {a.Name}");
        foreach (LeverName l in _levers.Where(l => l.Kind == Kind.Word)) atoms.Add(Words(l.Name, l.Options));
        foreach (string i in _indicators) atoms.Add($"{i} {Comparison()} {_random.Next(-2, 12)}");
        foreach (TrackName t in _tracks.Where(_ => Chance(0.5))) atoms.AddRange([Where(t), Where(t), $"time_in({t.Name}) {Comparison()} {_random.Next(1, 8)} days"]);
        atoms.AddRange(_definitions.Where(d => d.Kind == Kind.Truth).Select(d => d.Name));
        return Pick(atoms);
    }

    private string Words(string name, string[] words) => _random.Next(3) switch
    {
        0 => $"{name} == {Pick(words)}",
        1 => $"{name} != {Pick(words)}",
        _ => $"{name} in [{words[0]}, {Pick(words)}]",
    };

    // What can be asked about where a track is and has been.
    private string Where(TrackName t)
    {
        string state = Pick(t.States.Names);
        if (t.Repeats) return Pick(t.Name, $"visited({t.Name} == {state})", $"visits({t.Name} == {state}) {Comparison()} {_random.Next(4)}");
        return _random.Next(t.IsBranch ? 6 : 5) switch
        {
            0 or 1 => $"{t.Name} == {state}",
            2 => $"{t.Name} != {state}",
            3 => $"{t.Name} in [{state}, {Pick(t.States.Names)}]",
            4 => $"visited({t.Name} == {state})",
            _ => t.Name,
        };
    }

    private string Visits()
    {
        TrackName t = Pick(_tracks);
        return t.IsBranch && Chance(0.5) ? $"visits({t.Name})" : $"visits({t.Name} == {Pick(t.States.Names)})";
    }

    private string Duration(int depth, bool fix = false)
    {
        List<string> atoms = [Pick("1 day", "2 days", "12 hours", "1 week", "3 step", "1 month"), "step"];
        atoms.AddRange(_assumptions.Where(a => a.Kind == Kind.Duration).Select(a => a.Name));
        atoms.AddRange(_levers.Where(l => l.Kind == Kind.Duration).Select(l => l.Name));
        if (!fix)
        {
            atoms.AddRange(_definitions.Where(d => d.Kind == Kind.Duration).Select(d => d.Name));
            if (_tracks.Count > 0) atoms.Add($"time_in({Pick(_tracks).Name})");
        }
        if (depth <= 0 || Chance(0.4)) return Pick(atoms);
        string D() => Duration(depth - 1, fix);
        return _random.Next(6) switch
        {
            0 => $"({D()} + {D()})",
            1 => $"({D()} - {D()})",
            2 => $"({D()} * {Number(depth - 1, fix)})",
            3 => $"({D()} / {Pick("2", "0.7", Moving(fix))})",
            4 => $"{Pick("min", "max")}({D()}, {D()})",
            _ => $"clamp({D()}, {D()}, {D()})",
        };
    }

    private string Comparison() => Pick("<", "<=", ">", ">=", "==", "!=");

    // What nothing but the step decides.
    private string[] Moments() => [$"day {Comparison()} {Turn(1 + (int)(_steps * _stepDays))}", $"date {Comparison()} {Date(Turn(_steps + 1) * _stepDays)}"];

    // Often at the very beginning or the end, where what holds in one step holds in no other.
    private int Turn(int count) => Chance(0.4) ? Math.Min(count - 1, Pick(0, 1, 1, 2, count - 2, count - 1)) : _random.Next(count);
}
