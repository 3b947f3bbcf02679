using ScenarioSim.Language.Expressions;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Checks the names that expressions see by themselves: what they may look like, and that each stands for one thing.</summary>
internal sealed class Naming(Binding binding)
{
    private static readonly HashSet<string> _functions =
    [
        "min", "max", "abs", "sqrt", "exp", "log", "floor", "ceil", "round", "clamp", "logistic", "logit", "count", "time_in", "visited", "visits",
        .. Model.Distributions.Catalogue.All.Select(d => d.Name),
    ];

    private readonly Dictionary<string, (SourceSpan Place, string What)> _known = [];

    /// <summary>Whether a name may be used for one thing more; otherwise that has been reported and its uses stay silent.</summary>
    /// <param name="name">The name.</param>
    /// <param name="what">What it is to name: <c>an assumption</c>.</param>
    public bool Takes(ScalarText name, string what)
    {
        string text = name.Value;
        if (!Spelling.IsName(text))
        {
            string? mended = Mended(text);
            binding.Bag.Add(Diagnose.NoName(name.Span, text, what, mended));
            // Elsewhere it may be spelt as it should be here.
            if (mended is not null) Section.PoisonWords(mended, binding);
            Section.PoisonWords(string.Concat(text.Where(c => char.IsLetterOrDigit(c) || c == '_')), binding);
        }
        else if (Spelling.Reserved.Contains(text) || _functions.Contains(text))
        {
            binding.Bag.Add(Diagnose.ReservedName(name.Span, text, what));
        }
        else if (_known.TryGetValue(text, out var first))
        {
            binding.Bag.Add(Diagnose.NameTwice(name.Span, text, what, first.What, first.Place));
            // Which of the two is meant where it is used nobody knows.
            binding.Names.Poison(text);
            return false;
        }
        else
        {
            _known[text] = (name.Span, what);
            return true;
        }
        Section.PoisonWords(text, binding);
        return false;
    }

    // The nearest thing that is a name.
    private static string? Mended(string text)
    {
        string mended = string.Concat(text.Trim().Select(c => char.IsLetterOrDigit(c) ? c : '_'));
        if (mended.Length > 0 && char.IsDigit(mended[0])) mended = "_" + mended;
        return Spelling.IsName(mended) && mended.Any(char.IsLetterOrDigit) ? mended : null;
    }
}
