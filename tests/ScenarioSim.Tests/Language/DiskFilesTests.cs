using ScenarioSim.Language;
using Xunit;

namespace ScenarioSim.Tests.Language;

/// <summary>Files on the disk, and links among them.</summary>
public class DiskFilesTests
{
    [Fact]
    public void A_base_behind_a_link_lies_where_the_link_leads()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        string folder = Directory.CreateTempSubdirectory("scenariosim-").FullName, inner = Path.Combine(folder, "inner");
        Directory.CreateDirectory(inner);
        const string Talks = "start: 2022-01-01\nhorizon: 2 days\ntracks: { t: { states: { a: [ { after: 1 day, to: b } ], b: [] } } }\n";
        File.WriteAllText(Path.Combine(folder, "outside.yaml"), Talks);
        File.WriteAllText(Path.Combine(inner, "inside.yaml"), Talks);
        File.CreateSymbolicLink(Path.Combine(inner, "to-outside.yaml"), "../outside.yaml");
        File.CreateSymbolicLink(Path.Combine(inner, "to-inside.yaml"), "inside.yaml");
        Directory.CreateSymbolicLink(Path.Combine(folder, "way"), "inner");
        string Codes(string from, string named, bool outside = false)
        {
            string path = Path.Combine(folder, from, "first.yaml");
            File.WriteAllText(path, $"extends: {named}\nscenario: First\n");
            return string.Join(' ', ScenarioReader.Read(path, new DiskFiles(), new ReadOptions(outside)).Diagnostics.Where(d => d.Severity == Text.Severity.Error).Select(d => d.Code));
        }

        Assert.Equal("SCN0131", Codes("inner", "to-outside.yaml"));
        Assert.Equal("", Codes("inner", "to-outside.yaml", outside: true));
        Assert.Equal("", Codes("inner", "to-inside.yaml"));
        Assert.Equal("", Codes("way", "inside.yaml"));
        Assert.Equal("SCN0131", Codes("way", "to-outside.yaml"));
        Assert.Equal("SCN0134", Codes("way", "missing.yaml"));
        // By a link that leads through another.
        Directory.CreateDirectory(Path.Combine(folder, "outside"));
        File.WriteAllText(Path.Combine(folder, "outside", "talks.yaml"), Talks);
        Directory.CreateSymbolicLink(Path.Combine(inner, "sub"), "../outside");
        File.CreateSymbolicLink(Path.Combine(inner, "twice.yaml"), "sub/talks.yaml");
        Assert.Equal("SCN0131", Codes("inner", "twice.yaml"));
        File.CreateSymbolicLink(Path.Combine(inner, "round.yaml"), "round.yaml");
        Assert.Equal("SCN0134", Codes("inner", "round.yaml"));
        Directory.CreateSymbolicLink(Path.Combine(inner, "there"), "back");
        Directory.CreateSymbolicLink(Path.Combine(inner, "back"), "there");
        File.CreateSymbolicLink(Path.Combine(inner, "circles.yaml"), "there/../there/../back/talks.yaml");
        Assert.Equal("SCN0134", Codes("inner", "circles.yaml"));
        Directory.Delete(folder, recursive: true);
    }
}
