using Xunit;

namespace ScenarioSim.Tests;

/// <summary>Compares a text with a file under version control. <c>UPDATE_GOLDEN=1</c> writes the file instead.</summary>
public static class Golden
{
    /// <summary>Whether files are to be rewritten instead of compared.</summary>
    public static bool Updating { get; } = Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    /// <summary>Compares with a file below tests/golden.</summary>
    public static void Check(string name, string actual) => CheckFile(Path.Combine("tests", "golden", name), actual);

    /// <summary>Compares with a file of the repository, named from its top.</summary>
    public static void CheckFile(string path, string actual)
    {
        actual = actual.ReplaceLineEndings("\n");
        string file = Path.Combine(Repository.Root, path);
        if (Updating)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            if (!File.Exists(file) || File.ReadAllText(file).ReplaceLineEndings("\n") != actual) File.WriteAllText(file, actual);
            return;
        }
        if (!File.Exists(file)) Assert.Fail($"{path} is missing; run the tests with UPDATE_GOLDEN=1 to write it. It would hold:\n{actual}");
        string expected = File.ReadAllText(file).ReplaceLineEndings("\n");
        if (expected != actual) Assert.Fail(Difference(path, expected, actual));
    }

    private static string Difference(string path, string expected, string actual)
    {
        string[] wanted = expected.Split('\n');
        string[] got = actual.Split('\n');
        int line = 0;
        while (line < wanted.Length && line < got.Length && wanted[line] == got[line]) line++;
        string At(string[] lines) => line < lines.Length ? lines[line] : "(the end)";
        return $"{path} differs first in line {line + 1} (UPDATE_GOLDEN=1 rewrites it)\n  expected: {At(wanted)}\n  actual:   {At(got)}";
    }
}
