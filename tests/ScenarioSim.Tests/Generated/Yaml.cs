using System.Text.RegularExpressions;

namespace ScenarioSim.Tests.Generated;

/// <summary>A piece of a scenario file, to be written, and made smaller when a test fails on it.</summary>
public abstract partial record Yaml
{
    // What may stand without quotes in every style; a comma only in block style.
    [GeneratedRegex(@"^[A-Za-z0-9_(][A-Za-z0-9_ .+*/()<>=^%-]*$")]
    private static partial Regex Plain();

    /// <summary>As a file, in block style where it is not marked to stand in one line.</summary>
    public override string ToString() => string.Join("\n", Lines()) + "\n";

    /// <summary>The same with a part left out or put more simply, the greatest steps first.</summary>
    public abstract IEnumerable<Yaml> Smaller();

    internal abstract IEnumerable<string> Lines();

    internal abstract string InOneLine(bool inFlow);

    internal virtual bool IsShort => false;

    /// <summary>A scalar.</summary>
    public sealed record Text(string Value) : Yaml
    {
        private static readonly string[] s_simple = ["0", "1", "true", "50%", "1 day", "50% per day"];

        public override string ToString() => base.ToString();

        // Each way is shorter, so that making smaller ends.
        public override IEnumerable<Yaml> Smaller() => s_simple.Where(s => s.Length < Value.Length).Select(s => new Text(s));

        internal override IEnumerable<string> Lines() => [InOneLine(false)];

        internal override string InOneLine(bool inFlow) =>
            Plain().IsMatch(inFlow ? Value : Value.Replace(',', '+')) ? Value : $"'{Value.Replace("'", "''")}'";

        internal override bool IsShort => true;
    }

    /// <summary>A mapping.</summary>
    public sealed record Fields(IReadOnlyList<(string Key, Yaml Value)> Entries, bool Short = false) : Yaml
    {
        public override string ToString() => base.ToString();

        public Yaml? Find(string key) => Entries.FirstOrDefault(e => e.Key == key).Value;

        /// <summary>With another value at a key, in its place where it has one: the order of sections is that of sums.</summary>
        public Fields With(string key, Yaml value) => this with
        {
            Entries = Find(key) is null ? [.. Entries, (key, value)] : [.. Entries.Select(e => e.Key == key ? (key, value) : e)],
        };

        public override IEnumerable<Yaml> Smaller()
        {
            for (int i = 0; i < Entries.Count; i++) yield return this with { Entries = [.. Entries.Where((_, k) => k != i)] };
            for (int i = 0; i < Entries.Count; i++)
            {
                foreach (Yaml value in Entries[i].Value.Smaller()) yield return this with { Entries = [.. Entries.Select((e, k) => k == i ? (e.Key, value) : e)] };
            }
        }

        internal override bool IsShort => Short || Entries.Count == 0;

        internal override IEnumerable<string> Lines()
        {
            if (IsShort) return [InOneLine(false)];
            return Entries.SelectMany(e => e.Value.IsShort
                ? [$"{e.Key}: {e.Value.InOneLine(false)}"]
                : e.Value.Lines().Select(line => "  " + line).Prepend($"{e.Key}:"));
        }

        internal override string InOneLine(bool inFlow) =>
            Entries.Count == 0 ? "{}" : $"{{ {string.Join(", ", Entries.Select(e => $"{e.Key}: {e.Value.InOneLine(true)}"))} }}";
    }

    /// <summary>A list.</summary>
    public sealed record Items(IReadOnlyList<Yaml> Values, bool Short = false) : Yaml
    {
        public override string ToString() => base.ToString();

        public override IEnumerable<Yaml> Smaller()
        {
            for (int i = 0; i < Values.Count; i++) yield return this with { Values = [.. Values.Where((_, k) => k != i)] };
            for (int i = 0; i < Values.Count; i++)
            {
                foreach (Yaml value in Values[i].Smaller()) yield return this with { Values = [.. Values.Select((v, k) => k == i ? value : v)] };
            }
        }

        internal override bool IsShort => Short || Values.Count == 0;

        internal override IEnumerable<string> Lines() =>
            IsShort ? [InOneLine(false)] : Values.SelectMany(v => v.Lines().Select((line, i) => (i == 0 ? "- " : "  ") + line));

        internal override string InOneLine(bool inFlow) => $"[{string.Join(", ", Values.Select(v => v.InOneLine(true)))}]";
    }
}
