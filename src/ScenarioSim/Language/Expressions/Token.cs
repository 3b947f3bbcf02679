namespace ScenarioSim.Language.Expressions;

/// <summary>The sorts of tokens.</summary>
internal enum TokenKind
{
    /// <summary>A number; with <c>%</c> already a hundredth.</summary>
    Number,

    /// <summary>A date, with or without a time.</summary>
    Date,

    /// <summary>A name, a keyword, a unit.</summary>
    Word,

    /// <summary>An operator, a bracket, a comma.</summary>
    Symbol,

    /// <summary>After the last.</summary>
    End,
}

/// <summary>A piece of a scalar.</summary>
/// <param name="Kind">Its sort.</param>
/// <param name="Start">Offset of its first character in the scalar.</param>
/// <param name="Length">Number of characters.</param>
/// <param name="Text">The characters of a word or symbol; otherwise empty.</param>
/// <param name="Value">The value of a number.</param>
/// <param name="IsPercentage">A number written with <c>%</c>.</param>
/// <param name="Date">The value of a date.</param>
internal readonly record struct Token(
    TokenKind Kind, int Start, int Length, string Text = "", double Value = 0, bool IsPercentage = false, DateTime Date = default)
{
    /// <summary>Offset just past its last character.</summary>
    public int End => Start + Length;

    /// <summary>Whether it is this symbol.</summary>
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    /// <summary>Whether it is this word.</summary>
    public bool IsWord(string word) => Kind == TokenKind.Word && Text == word;
}
