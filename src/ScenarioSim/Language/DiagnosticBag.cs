using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Collects what is found while a file is read.</summary>
internal sealed class DiagnosticBag
{
    /// <summary>With one more error than so many reading ends: nobody reads more, and a file should not be able to keep the reader busy.</summary>
    public const int MostErrors = 1_000;

    private readonly List<Diagnostic> _found = [];
    private readonly HashSet<Diagnostic> _known = [];

    /// <summary>Whether any is an error.</summary>
    public bool HasErrors => ErrorCount > 0;

    /// <summary>How many are errors.</summary>
    public int ErrorCount { get; private set; }

    /// <summary>Whether there were more errors than are kept.</summary>
    public bool HasMore { get; private set; }

    /// <summary>How many there are.</summary>
    public int Count => _found.Count;

    /// <summary>Takes one more; the very same remark a second time (through an alias, say) is dropped.</summary>
    public void Add(Diagnostic diagnostic)
    {
        if (!_known.Add(diagnostic)) return;
        if (diagnostic.Severity == Severity.Error && ErrorCount == MostErrors)
        {
            HasMore = true;
            throw new TooManyErrorsException();
        }
        _found.Add(diagnostic);
        if (diagnostic.Severity == Severity.Error) ErrorCount++;
    }

    /// <summary>All of them, by file (in the order in which the files first appear), then by place.</summary>
    public IReadOnlyList<Diagnostic> ToList()
    {
        var files = _found.Select(d => d.Span.File).Distinct().Select((file, i) => (file, i)).ToDictionary(p => p.file, p => p.i);
        return [.. _found.OrderBy(d => files[d.Span.File]).ThenBy(d => d.Span.Start)];
    }
}

/// <summary>Ends the reading of a file with very many errors; never leaves the reader.</summary>
internal sealed class TooManyErrorsException() : Exception("too many errors");
