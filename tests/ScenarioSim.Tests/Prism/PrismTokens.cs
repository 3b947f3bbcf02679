using System.Text.RegularExpressions;

namespace ScenarioSim.Tests.Prism;

/// <summary>The words of a PRISM text: identifiers, numbers, strings, signs. Comments and spaces part them.</summary>
public sealed partial class PrismTokens
{
    private readonly List<string> _tokens = [];
    private int _at;

    public PrismTokens(string text)
    {
        int at = 0;
        while (at < text.Length)
        {
            Match m = Token().Match(text, at);
            if (!m.Success || m.Index != at) throw new FormatException($"unexpected `{text[at]}` in `{text[at..Math.Min(text.Length, at + 40)]}`");
            at += m.Length;
            if (!m.Groups["space"].Success) _tokens.Add(m.Value);
        }
        _tokens.Add("");
    }

    /// <summary>The next token; empty at the end.</summary>
    public string Next => _tokens[_at];

    /// <summary>A token further on.</summary>
    public string Peek(int ahead) => _tokens[Math.Min(_at + ahead, _tokens.Count - 1)];

    /// <summary>Takes a token.</summary>
    public string Take() => _tokens[_at++];

    /// <summary>Takes a token if it is this one.</summary>
    public bool TryTake(string token)
    {
        if (Next != token) return false;
        _at++;
        return true;
    }

    /// <summary>Takes a token that has to be this one.</summary>
    public void Take(string token)
    {
        if (!TryTake(token)) throw new FormatException($"`{token}` is missing before `{string.Join(' ', _tokens.Skip(_at).Take(8))}`");
    }

    /// <summary>Takes an identifier, which may not be a reserved word.</summary>
    public string Name()
    {
        string name = Take();
        if (!Identifier().IsMatch(name) || s_reserved.Contains(name)) throw new FormatException($"`{name}` is no identifier");
        return name;
    }

    // https://www.prismmodelchecker.org/manual/ThePRISMLanguage/ModulesAndVariables
    private static readonly HashSet<string> s_reserved =
    [
        .. ("A bool clock const ctmc C double dtmc E endinit endinvariant endmodule endobservables endrewards endsystem false formula filter func F global G init invariant I int label max mdp min module " +
        "X nondeterministic observable observables of Pmax Pmin P pomdp popta probabilistic prob pta rate rewards Rmax Rmin R S stochastic system true U W").Split(' '),
    ];

    [GeneratedRegex(@"(?<space>\s+|//[^\n]*)|[A-Za-z_]\w*|\d+(?=\.\.)|(\d*\.)?\d+([eE][+-]?\d+)?|""[^""\n]*""|->|\.\.|<=>|=>|<=|>=|!=|=\?|[-+*/()\[\]{}&|!<>=?:;,']")]
    private static partial Regex Token();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Identifier();
}
