using Xunit;

namespace ScenarioSim.App.Tests;

public class LayoutTests
{
    [Fact]
    public void The_repository_has_its_solution_at_the_top() => Assert.True(File.Exists(Path.Combine(Repository.Root, "ScenarioSim.sln")));
}
