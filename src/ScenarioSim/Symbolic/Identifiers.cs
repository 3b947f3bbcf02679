using System.Text;

namespace ScenarioSim.Symbolic;

/// <summary>Gives names that model checkers accept: the scenario's own where they can be, else the nearest. Not thread-safe.</summary>
/// <remarks>
/// Accents are taken off, Greek and Cyrillic letters written in Latin ones, other letters left out. Reserved words and names that are taken get an underscore, or one and a number.
/// PRISM's reserved words: https://www.prismmodelchecker.org/manual/ThePRISMLanguage/ModulesAndVariables
/// </remarks>
internal sealed class Identifiers
{
    private static readonly HashSet<string> s_reserved =
    [
        "A", "bool", "clock", "const", "ctmc", "C", "double", "dtmc", "E", "endinit", "endinvariant", "endmodule", "endobservables", "endrewards", "endsystem", "false", "formula", "filter",
        "func", "F", "global", "G", "init", "invariant", "I", "int", "label", "max", "mdp", "min", "module", "X", "nondeterministic", "observable", "observables", "of", "Pmax", "Pmin", "P",
        "pomdp", "popta", "probabilistic", "prob", "pta", "rate", "rewards", "Rmax", "Rmin", "R", "S", "smg", "stochastic", "system", "true", "U", "W", "floor", "ceil", "round", "pow", "mod", "log", "multi",
        "interval", "player", "endplayer", "deadlock",
    ];

    private const string Letters = "αβγδεζηθικλμνξοπρσςτυφχψωабвгґдеєжзиіклмнопрстуфхцчшщъыьэюяøłđßæœı";

    private static readonly string[] s_latin =
        "a b g d e z i th i k l m n x o p r s s t y f ch ps o a b v g g d e ie zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e iu ia o l d ss ae oe i".Split(' ');

    private readonly HashSet<string> _taken = [];

    /// <summary>A name that is not taken yet, as like the wanted one as can be.</summary>
    public string New(string wanted)
    {
        string name = Plain(wanted);
        if (s_reserved.Contains(name)) name += "_";
        string free = name;
        for (int i = 2; !_taken.Add(free); i++) free = $"{name}_{i}";
        return free;
    }

    private static string Plain(string wanted)
    {
        var plain = new StringBuilder();
        foreach (Rune rune in wanted.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (rune.IsAscii) plain.Append(Rune.IsLetterOrDigit(rune) ? rune.ToString() : "_");
            else if (Latin(rune) is { } latin) plain.Append(latin);
        }
        string name = plain.ToString();
        if (name.Trim('_').Length == 0) return "name";
        return char.IsAsciiDigit(name[0]) ? "_" + name : name;
    }

    private static string? Latin(Rune rune)
    {
        string lower = Rune.ToLowerInvariant(rune).ToString();
        int at = Letters.IndexOf(lower, StringComparison.Ordinal);
        if (at < 0) return null;
        string latin = s_latin[at];
        return lower != rune.ToString() && latin.Length > 0 ? char.ToUpperInvariant(latin[0]) + latin[1..] : latin;
    }
}
