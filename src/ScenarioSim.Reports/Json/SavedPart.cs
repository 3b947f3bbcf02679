using System.Text.Json;

namespace ScenarioSim.Reports.Json;

/// <summary>A part of a saved result with its place in it, so that what is wrong there can be said: people do edit such files.</summary>
internal readonly record struct SavedPart(JsonElement Element, string Place)
{
    private const int LongestShown = 40;

    /// <summary>A property that has to be there.</summary>
    public SavedPart this[string name] => Find(name) ?? throw new SavedPartException($"{At(name)} is missing");

    /// <summary>Whether it is <c>null</c>.</summary>
    public bool IsNull => Element.ValueKind == JsonValueKind.Null;

    /// <summary>A property that may be missing; null where it is.</summary>
    public SavedPart? Find(string name)
    {
        if (Element.ValueKind != JsonValueKind.Object) throw Is("an object");
        return Element.TryGetProperty(name, out JsonElement found) ? new SavedPart(found, Place.Length == 0 ? name : $"{Place}.{name}") : null;
    }

    /// <summary>Every entry of a list.</summary>
    public IEnumerable<SavedPart> Items()
    {
        if (Element.ValueKind != JsonValueKind.Array) throw Is("a list");
        string place = Place;
        return Element.EnumerateArray().Select((item, i) => new SavedPart(item, $"{place}[{i}]"));
    }

    /// <summary>A text that is not empty.</summary>
    public string Text() => Title() is { Length: > 0 } text ? text : throw Is("a text");

    /// <summary>A text.</summary>
    public string Title()
    {
        try
        {
            // Half a surrogate pair in an escape is found only here.
            return Element.ValueKind == JsonValueKind.String ? Element.GetString()! : throw Is("a text");
        }
        catch (InvalidOperationException)
        {
            throw Is("a text");
        }
    }

    /// <summary>A date, perhaps with a time, as scenarios have it.</summary>
    public DateTime Date() => DateTime.TryParse(Text(), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out DateTime date) ? date : throw Is("a date");

    /// <summary>A truth.</summary>
    public bool Truth() => Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Is("true or false"),
    };

    /// <summary>A whole number, at least <paramref name="least"/>.</summary>
    public long Whole(long least) =>
        Element.ValueKind == JsonValueKind.Number && Element.TryGetInt64(out long number) && number >= least ? number : throw Is($"a whole number, {least} or more,");

    /// <summary>The same, or null.</summary>
    public long? WholeOrNull(long least) => IsNull ? null : Whole(least);

    /// <summary>A seed.</summary>
    public ulong Seed() => Element.ValueKind == JsonValueKind.Number && Element.TryGetUInt64(out ulong seed) ? seed : throw Is("a whole number from 0 to 2^64 - 1");

    /// <summary>A number, or null.</summary>
    public double? NumberOrNull() =>
        IsNull ? null : Element.ValueKind == JsonValueKind.Number && Element.TryGetDouble(out double number) && double.IsFinite(number) ? number : throw Is("a number");

    /// <summary>A share, or null. Sums of solved shares may be off by a rounding.</summary>
    public double? ShareOrNull() => IsNull ? null : NumberOrNull() is >= -1e-9 and <= 1 + 1e-9 and var share ? Math.Clamp(share, 0, 1) : throw Is("a number from 0 to 1");

    /// <summary>What to throw where something else was wanted.</summary>
    public SavedPartException Is(string wanted)
    {
        string found = Element.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            _ when Element.GetRawText() is { Length: <= LongestShown } whole => whole,
            _ => Element.GetRawText()[..LongestShown] + "…",
        };
        return new SavedPartException($"{(Place.Length == 0 ? "it" : $"`{Place}`")} is {Format.Cells.Harmless(found)}, and {wanted} belongs there");
    }

    private string At(string name) => $"`{(Place.Length == 0 ? name : $"{Place}.{name}")}`";
}

/// <summary>Something in a saved result is not what <c>run</c> writes there; the message says where and what.</summary>
internal sealed class SavedPartException(string message) : Exception(message);
