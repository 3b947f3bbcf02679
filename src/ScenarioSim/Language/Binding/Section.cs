using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Reads the sections of a file: mappings from the user's names.</summary>
internal static class Section
{
    /// <summary>The entries of a section; none where it is left out, empty or in error, which is then reported.</summary>
    /// <param name="fields">The mapping that holds the section.</param>
    /// <param name="key">Its key.</param>
    /// <param name="binding">The rest.</param>
    /// <param name="broken">Called where the section is no mapping; the names it was to declare are not known then.</param>
    /// <param name="wayOut">The way out where the section is no mapping, if there is a better one than to make it a mapping of what it holds.</param>
    public static IReadOnlyList<Entry> Entries(Fields fields, string key, Binding binding, Action? broken = null, Func<Node, string?>? wayOut = null)
    {
        if (fields.Find(key) is not { } entry) return [];
        switch (entry.Value)
        {
            case MappingNode mapping:
                return mapping.Entries;
            case { IsNothing: true }:
                return [];
            case BrokenNode:
                broken?.Invoke();
                return [];
            default:
                binding.Bag.Add(Diagnose.WrongShape(entry.Value.Place, $"`{key}`", Shown.Wanted(fields.Kind.Find(key)!.Holds), Shown.Form(entry.Value), wayOut?.Invoke(entry.Value) ?? Shown.AsMapping(entry.Value)));
                Poison(entry.Value, binding);
                broken?.Invoke();
                return [];
        }
    }

    /// <summary>The items of a list; a mapping or a scalar in its place is reported.</summary>
    public static IReadOnlyList<Node> Items(Fields fields, string key, Binding binding)
    {
        if (fields.Find(key) is not { } entry || entry.Value is BrokenNode || entry.Value.IsNothing) return [];
        if (entry.Value is ListNode list) return list.Items;
        binding.Bag.Add(Diagnose.WrongShape(entry.Value.Place, $"`{key}`", Shown.Wanted(fields.Kind.Find(key)!.Holds), Shown.Form(entry.Value)));
        return [];
    }

    /// <summary>Keeps uses of names silent that a value of the wrong form was probably meant to declare.</summary>
    public static void Poison(Node node, Binding binding)
    {
        switch (node)
        {
            case ScalarNode { IsNothing: false } scalar:
                PoisonWords(scalar.Text.Value, binding);
                break;
            case ListNode list:
                foreach (var item in list.Items) Poison(item, binding);
                break;
            case MappingNode mapping:
                foreach (var entry in mapping.Entries)
                {
                    PoisonWords(entry.Key.Value, binding);
                    if (entry.Key.Value is "name" or "id" && entry.Value is ScalarNode name) PoisonWords(name.Text.Value, binding);
                }
                break;
        }
    }

    /// <summary>Keeps uses of a name silent that is there but may not be used; also of its pieces, where it is no name in the eyes of an expression.</summary>
    public static void PoisonWords(string text, Binding binding)
    {
        int start = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool inWord = i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '_');
            if (inWord && start < 0) start = i;
            if (inWord || start < 0) continue;
            string word = text[start..i];
            if (!char.IsDigit(word[0]) && binding.Names.Find(word) is null) binding.Names.Poison(word);
            start = -1;
        }
    }
}
