using System.Text.Json;
using ScenarioSim.Language;
using Xunit;

namespace ScenarioSim.Tests.Language;

public class ScenarioSchemaTests
{
    [Fact]
    public void The_schema_beside_the_shipped_scenarios_is_current() => Golden.CheckFile("scenarios/scenario.schema.json", ScenarioSchema.Generate());

    [Fact]
    public void Every_reference_has_a_definition_and_every_property_a_description()
    {
        using var schema = JsonDocument.Parse(ScenarioSchema.Generate());
        var definitions = schema.RootElement.GetProperty("definitions");
        foreach (var element in All(schema.RootElement))
        {
            if (element.ValueKind != JsonValueKind.Object) continue;
            if (element.TryGetProperty("$ref", out var reference)) Assert.True(definitions.TryGetProperty(reference.GetString()!["#/definitions/".Length..], out _), reference.GetString());
            if (element.TryGetProperty("properties", out var properties) && element.TryGetProperty("description", out _))
            {
                foreach (var property in properties.EnumerateObject()) Assert.True(property.Value.TryGetProperty("description", out _), property.Name);
            }
        }
    }

    private static IEnumerable<JsonElement> All(JsonElement element)
    {
        yield return element;
        var children = element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().Select(p => p.Value),
            JsonValueKind.Array => element.EnumerateArray(),
            _ => [],
        };
        foreach (var inner in children.SelectMany(All)) yield return inner;
    }
}
