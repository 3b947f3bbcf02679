using ScenarioSim.Model;

namespace ScenarioSim.Tests.Generated;

/// <content>Indicators, tracks and branches, transitions and effects.</content>
internal sealed partial class Author
{
    private readonly List<TrackName> _tracks = [];

    // The names of a track's states at every depth, outer before inner, and which stands in which.
    private sealed record StateTree(string[] Names, int[] Parents);

    private sealed record TrackName(string Name, StateTree States, bool IsBranch, bool Repeats);

    private void NameIndicators()
    {
        for (int i = 0; i < Few(3); i++) _indicators.Add($"x{i}");
    }

    private (string, Yaml) Indicator(string name)
    {
        var indicator = new List<(string, Yaml)> { ("initial", Text(_wish.Exact ? _random.Next(10).ToString() : Chance(0.6) ? Pick("0", "6", "2.5") : Number(2, fix: true))) };
        if (Chance(0.6)) indicator.Add(("range", Text(Pick("0..10", "-5..5", "0..1", "-1000..1000", "0.5..7.5"))));
        if (Chance(0.4)) indicator.Add(("integer", Text("true")));
        if (!_wish.Exact && Chance(0.4)) indicator.Add(("each step", Text(EachStep(name))));
        return (name, indicator.Count == 1 && Chance(0.5) ? indicator[0].Item2 : new Yaml.Fields(indicator, Chance(0.5)));
    }

    private string EachStep(string name) => Pick($"{name} * 0.9", $"{name} + {Pick(_indicators)} / 10", $"{name} + 1", $"(if day > 4 then {name} else 3)", Number(2));

    private void NameTracks()
    {
        int tracks = 1 + _random.Next(1 + Math.Min(5, _wish.Size / 4));
        for (int i = 0; i < tracks + _wish.Crowd; i++) _tracks.Add(new TrackName($"t{i}", States(), false, false));
        for (int i = 0; i < Few(3); i++)
        {
            string[] states = Pick<string[]>(["pending", "happened"], ["pending", "happened"], ["pending", "mild", "severe"]);
            _tracks.Add(new TrackName($"b{i}", new StateTree(states, [-1, -1, -1]), true, Chance(0.4)));
        }
    }

    private StateTree States()
    {
        int count = 2 + _random.Next(Math.Min(4, 1 + _wish.Size));
        var parents = new int[count];
        int Depth(int state) => state < 0 ? 0 : 1 + Depth(parents[state]);
        for (int i = 0; i < count; i++)
        {
            parents[i] = -1;
            if (i == 0 || Chance(0.65)) continue;
            // Inside the state before, or beside it: so an outer state comes before its inner ones.
            int near = Chance(0.6) ? i - 1 : parents[i - 1];
            parents[i] = Depth(near) < 3 ? near : -1;
        }
        return new StateTree([.. Enumerable.Range(0, count).Select(i => $"s{i}")], parents);
    }

    private Yaml.Fields Track(TrackName track, bool effects)
    {
        var entries = new List<(string, Yaml)>();
        if (Chance(0.15)) entries.Add(("initial", Text(Pick(track.States.Names))));
        entries.Add(("states", Inner(track, -1, effects)));
        return new Yaml.Fields(entries);
    }

    private Yaml.Fields Inner(TrackName track, int outer, bool effects) => new(
        [.. Enumerable.Range(0, track.States.Names.Length).Where(i => track.States.Parents[i] == outer).Select(i => (track.States.Names[i], State(track, i, effects)))]);

    private Yaml State(TrackName track, int state, bool effects)
    {
        var transitions = new Yaml.Items([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Transition(track, effects))]);
        bool hasInner = track.States.Parents.Contains(state);
        if (!hasInner && Chance(0.6)) return transitions;
        var entries = new List<(string, Yaml)>();
        if (effects && Chance(0.4) && Effects() is { } enter) entries.Add(("enter", enter));
        if (effects && Chance(0.4) && Effects() is { } exit) entries.Add(("exit", exit));
        if (transitions.Values.Count > 0) entries.Add(("transitions", transitions));
        if (hasInner) entries.Add(("states", Inner(track, state, effects)));
        return new Yaml.Fields(entries);
    }

    private Yaml.Fields Transition(TrackName track, bool effects)
    {
        var entries = new List<(string, Yaml)>();
        if (Chance(0.15)) entries.Add(("name", Text(Pick("leave", "turn"))));
        Trigger(entries, repeats: false);
        if (Chance(0.7)) entries.Add(("to", Text(Pick(track.States.Names))));
        else entries.Add(("split", Split([.. track.States.Names.OrderBy(_ => _random.Next()).Take(2 + _random.Next(2))], effects)));
        if (effects && Chance(0.5) && Effects() is { } act) entries.Add(("do", act));
        return new Yaml.Fields(entries, Chance(0.4));
    }

    private Yaml.Fields Branch(TrackName branch)
    {
        var entries = new List<(string, Yaml)>();
        if (branch.Repeats) entries.Add(("repeats", Text("true")));
        Trigger(entries, branch.Repeats);
        if (branch.States.Names.Length > 2) entries.Add(("split", Split(branch.States.Names[1..], effects: true)));
        if (Chance(0.5) && Effects() is { } act) entries.Add(("do", act));
        return new Yaml.Fields(entries);
    }

    private void Trigger(List<(string, Yaml)> entries, bool repeats)
    {
        int form = _random.Next(10);
        bool free = form is 0 or 1 or 2; // a standing chance that needs nothing else
        int due = free ? (Chance(0.3) ? 1 + _random.Next(7) : 0) : 1 + _random.Next(7);
        // A branch that repeats may not wait for a date without a standing chance.
        if (repeats && form > 4) due = (due & 3) == 0 ? 1 : due & 3;
        if ((due & 1) != 0) entries.Add(("when", Text(Truth(2))));
        if ((due & 2) != 0) entries.Add(("after", Text(After())));
        if ((due & 4) != 0) entries.Add(("on", Text(On())));
        string period = Pick("day", "week", "2 weeks", "month", "step", "36 hours");
        string? chance = form switch
        {
            0 or 1 or 3 => $"{ChanceText()} per {period}",
            5 or 6 => ChanceText(),
            7 => $"100%{Pick("", " per " + period)}",
            _ => null,
        };
        if (chance is not null) entries.Add(("chance", Text(chance)));
        else if (form is 2 or 4) entries.Add(("rate", Text($"{Pick("0.1", "1", "3.5", $"({Number(1)} + {Moving()})")} per {period}")));
    }

    private string After() => _random.Next(4) switch
    {
        0 => Pick("1 step", "2 days", "0.1 seconds", "1 week"),
        1 => DrawnDuration(),
        2 when _assumptions.Find(a => a.Kind == Kind.Duration) is { } lag => $"{lag.Name} - {Duration(1, fix: true)}",
        _ => $"max(0.5 * step, {Duration(2, fix: true)})",
    };

    private string On()
    {
        List<string> dates = [.. _assumptions.Where(a => a.Kind == Kind.Date).Select(a => a.Name), Date(_random.Next(_steps) * _stepDays)];
        return Chance(0.7) ? Pick(dates) : $"{Pick(dates)} {Pick("+", "-")} {Duration(1, fix: true)}";
    }

    private string ChanceText() => _random.Next(5) switch
    {
        0 or 1 => Pick("5%", "30%", "70%", "99%"),
        2 => $"10% + 30% * {Moving()}",
        3 => $"logistic({Number(2)})",
        _ => $"({Number(2)} + {Moving()} * {Pick("0.1", "-1", "1")})",
    };

    private Yaml.Fields Split(string[] states, bool effects)
    {
        int form = _random.Next(4);
        string Share(int i) => form switch
        {
            0 => i == states.Length - 1 ? "rest" : Pick("20%", "30%", "0%"),
            1 => i == states.Length - 1 ? "rest" : $"50% + {Moving()}",
            2 => states.Length == 2 ? Pick("50%") : Pick<string[]>(["20%", "30%", "50%"])[i],
            _ => Pick("0", "1", "3", Moving(), $"abs({Number(1)})"),
        };
        return new Yaml.Fields([.. states.Select((s, i) => (s, effects && Chance(0.3) && Effects() is { } act ? Fields(("chance", Text(Share(i))), ("do", act)) : (Yaml)Text(Share(i))))]);
    }

    private Yaml? Effects()
    {
        if (_indicators.Count == 0) return null;
        return Chance(0.6) ? Text(Effect()) : new Yaml.Items([Text(Effect()), Text(Effect())], Chance(0.5));
    }

    private string Effect()
    {
        string indicator = Pick(_indicators);
        if (_wish.Exact) return $"{indicator} {Pick("+=", "-=")} {_random.Next(1, 6)}";
        string op = Pick("+=", "+=", "-=", "-=", "*=", "=");
        return $"{indicator} {op} {_random.Next(4) switch { 0 when !_wish.Finite => Pick("normal(0, 2)", "1..3", "exponential(0.5)", "beta(2, 2)"), 1 => Number(2), _ => Pick("1", "2", "0.5", "-1") }}";
    }
}
