using ScenarioSim.Language.Expressions;
using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Reads levers and indicators.</summary>
internal static class Quantities
{
    /// <summary>Reads a lever and declares its name; null where it is in error.</summary>
    public static Lever? Lever(Entry entry, Binding binding)
    {
        string name = entry.Key.Value;
        var fields = Fields.Of(entry.Value, KeyCatalogue.Lever, $"lever `{name}`", entry.Key.Span, binding);
        var options = fields is null ? null : Options(fields, binding);
        var words = options is { Kind: Kind.Word } ? options.Value.Texts : null;
        int index = binding.Names.AddLever(name, options?.Kind, words);
        if (fields is null) return null;
        var about = AboutBinder.Read(fields, binding);
        if (options is not { } found) return null;
        int chosen = 0;
        if (fields.Scalar("default") is { } text)
        {
            chosen = Position(text, found.Kind, found.Values, found.Texts, $"lever `{name}`", binding);
            if (chosen < 0) return null;
        }
        return new Lever(name, index, found.Kind, found.Values, found.Texts, chosen, about, entry.Key.Span);
    }

    /// <summary>The position of an option, or -1 where there is none such, which is reported.</summary>
    public static int Position(ScalarText text, Kind kind, IReadOnlyList<double> values, IReadOnlyList<string> texts, string what, Binding binding)
    {
        string written = text.Value.Trim();
        int position = -1;
        for (int i = 0; i < texts.Count && position < 0; i++)
        {
            if (texts[i] == written) position = i;
        }
        bool isFigure = kind != Kind.Word && LooksLikeFigure(written) && Parser.ParseWhole(text.Trimmed(), new DiagnosticBag()) is not null;
        if (position < 0 && isFigure)
        {
            // 1 week is 7 days: figures are compared by what they come to.
            if (binding.Reader.ReadConstant(text.Trimmed()) is not { } constant) return -1;
            for (int i = 0; i < values.Count && position < 0; i++)
            {
                if (constant.Kind == kind && values[i] == constant.Value) position = i;
            }
        }
        // A figure that is read and is none of them is no slip of the pen.
        if (position < 0) binding.Bag.Add(Diagnose.NoSuchOption(text.Span, what, written, texts, isFigure ? null : Nearest.Name(written, texts)));
        return position;
    }

    private static (Kind Kind, List<double> Values, List<string> Texts)? Options(Fields fields, Binding binding)
    {
        if (!fields.Requires("options")) return null;
        var entry = fields.Find("options")!;
        if (entry.Value is not ListNode { Items.Count: > 0 } list)
        {
            if (entry.Value is BrokenNode) return null;
            binding.Bag.Add(entry.Value.IsNothing || entry.Value is ListNode
                ? Diagnose.NoValue(entry.Key.Span, entry.Key.Value, "a list of options")
                : Diagnose.WrongShape(entry.Value.Place, $"`{entry.Key.Value}`", "a list of options, `[one, other]`", Shown.Form(entry.Value)));
            return null;
        }
        var texts = fields.ScalarOrList("options");
        if (texts.Count < list.Items.Count) return null;
        var options = new List<(Kind Kind, double Value)>();
        var known = new Dictionary<(Kind, double), ScalarText>();
        bool areWhole = true;
        foreach (var text in texts)
        {
            if (Option(text, binding) is not { } option)
            {
                areWhole = false;
                continue;
            }
            if (options.Count > 0 && option.Kind != options[0].Kind)
            {
                // One mixture is told once.
                binding.Bag.Add(Diagnose.MixedOptions(text.Span, fields.What, text.Value, known[options[0]].Value));
                return null;
            }
            options.Add(option);
            if (known.TryAdd(option, text)) continue;
            binding.Bag.Add(Diagnose.OptionTwice(text.Span, fields.What, text.Value, known[option].Span));
        }
        if (!areWhole) return null;
        return (options[0].Kind, [.. options.Select(o => o.Value)], [.. texts.Select(t => t.Value.Trim())]);
    }

    private static (Kind Kind, double Value)? Option(ScalarText text, Binding binding)
    {
        string written = text.Value.Trim();
        if (!LooksLikeFigure(written) && written is not "true" and not "false") return (Kind.Word, binding.Names.Word(written));
        if (written is "true" or "false")
        {
            binding.Bag.Add(Diagnose.OptionIsTruth(text.Span, written));
            return null;
        }
        if (binding.Reader.ReadConstant(text.Trimmed()) is not { } constant) return null;
        if (constant.Kind is Kind.Number or Kind.Duration) return (constant.Kind, constant.Value);
        binding.Bag.Add(Diagnose.OptionIsTruth(text.Span, written));
        return null;
    }

    // Anything else is a word.
    private static bool LooksLikeFigure(string text)
    {
        string digits = text.TrimStart('+', '-', '.', ' ');
        return digits.Length > 0 && char.IsAsciiDigit(digits[0]);
    }

    /// <summary>Declares an indicator's name; its body is read by <see cref="Indicator"/>.</summary>
    public static Fields? DeclareIndicator(Entry entry, Binding binding)
    {
        binding.Names.AddIndicator(entry.Key.Value);
        if (entry.Value is MappingNode or BrokenNode) return Fields.Of(entry.Value, KeyCatalogue.Indicator, $"indicator `{entry.Key.Value}`", entry.Key.Span, binding);
        if (entry.Value.IsNothing)
        {
            binding.Bag.Add(Diagnose.NoValue(entry.Key.Span, entry.Key.Value, "an initial value"));
            return null;
        }
        // The short form.
        var whole = new MappingNode(entry.Value.Span, [new Entry(new ScalarText("initial", entry.Value.Span), entry.Value)]) { Alias = entry.Value.Alias };
        return Fields.Of(whole, KeyCatalogue.Indicator, $"indicator `{entry.Key.Value}`", entry.Key.Span, binding);
    }

    /// <summary>Reads an indicator; null where it is in error.</summary>
    public static Indicator? Indicator(ScalarText name, int index, Fields fields, Binding binding)
    {
        var about = AboutBinder.Read(fields, binding);
        fields.Requires("initial");
        bool whole = fields.Truth("integer");
        Expression? initial = fields.Scalar("initial") is { } text ? binding.Reader.Read(text, Kind.Number, Scope.Static) : null;
        Expression? each = fields.Scalar("each step") is { } flow ? binding.Reader.Read(flow, Kind.Number, Scope.World) : null;
        (double Low, double High)? range = fields.Has("range") ? null : (double.NegativeInfinity, double.PositiveInfinity);
        if (fields.Scalar("range") is { } bounds && binding.Reader.ReadRange(bounds) is { } given) range = Bounds(given, whole, bounds, binding);
        if (initial is null || range is not { } r || (fields.Has("each step") && each is null)) return null;
        return new Indicator
        {
            Name = name.Value,
            Index = index,
            Initial = initial,
            Low = r.Low,
            High = r.High,
            RangeText = fields.Scalar("range")?.Value.Trim(),
            Integer = whole,
            EachStep = each,
            About = about,
            Span = name.Span,
        };
    }

    private static (double Low, double High)? Bounds((double Low, double High) given, bool whole, ScalarText text, Binding binding)
    {
        if (!whole) return given;
        (double low, double high) = (Math.Ceiling(given.Low), Math.Floor(given.High));
        if (low <= high) return (low, high);
        binding.Bag.Add(Diagnose.NoWholeNumber(text.Span, text.Value));
        return null;
    }
}
