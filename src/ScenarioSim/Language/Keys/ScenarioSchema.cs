using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ScenarioSim.Language;

/// <summary>The JSON Schema (draft-07) of scenario files, with which an editor's YAML language server completes, explains and checks them.</summary>
public static class ScenarioSchema
{
    private static readonly JsonSerializerOptions _printed = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema as text, ended by a line feed.</summary>
    public static string Generate()
    {
        var definitions = new JsonObject();
        foreach (var kind in KeyCatalogue.All.Where(k => k != KeyCatalogue.File)) definitions[Id(kind)] = Kind(kind);
        definitions["distribution"] = new JsonObject { ["anyOf"] = new JsonArray([Reading("string", "number", "boolean"), .. Mappings()]) };
        definitions["distribution_mapping"] = new JsonObject { ["anyOf"] = new JsonArray([.. Mappings()]) };
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "ScenarioSim scenario",
        };
        foreach (var (key, value) in Kind(KeyCatalogue.File, isFile: true)) schema[key] = value?.DeepClone();
        schema["definitions"] = definitions;
        return schema.ToJsonString(_printed) + "\n";
    }

    private static string Id(MappingKind kind) => kind.Name[(kind.Name.IndexOf(' ') + 1)..].Replace(' ', '_');

    private static JsonObject Kind(MappingKind kind, bool isFile = false)
    {
        var properties = new JsonObject();
        foreach (var key in kind.Keys) properties[key.Name] = Described(Shape(key.Holds), key.About);
        // A file that extends another may leave out or take out anything.
        properties["remove"] = new JsonObject { ["type"] = "array", ["items"] = Reading("string"), ["description"] = "Names to take out of the base's (in a file with `extends`)." };
        var mapping = new JsonObject { ["description"] = kind.About, ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        string[] required = [.. kind.Own.Where(k => k.Required && !isFile).Select(k => k.Name)];
        if (required.Length > 0 && kind.ShortFor is null) mapping["required"] = Array(required);
        if (isFile) mapping["anyOf"] = new JsonArray(new JsonObject { ["required"] = Array(["extends"]) }, WholeFile());
        // YAML language servers read an empty value as null.
        var forms = new JsonArray(mapping, new JsonObject { ["type"] = "null" });
        if (kind.ShortFor is { } key0) forms.Insert(1, Shape(kind.Find(key0)!.Holds));
        return isFile ? mapping : new JsonObject { ["anyOf"] = forms };
    }

    private static JsonObject WholeFile() => new()
    {
        ["required"] = Array(["start"]),
        ["allOf"] = new JsonArray(
            new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["required"] = Array(["end"]) }, new JsonObject { ["required"] = Array(["horizon"]) }) },
            new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["required"] = Array(["tracks"]) }, new JsonObject { ["required"] = Array(["branches"]) }) }),
    };

    private static JsonObject Shape(Shape shape) => shape switch
    {
        ScalarShape scalar => Scalar(scalar),
        ListShape list => new JsonObject { ["type"] = "array", ["items"] = Shape(list.Item) },
        NamesShape names => Names(names),
        MappingShape mapping => Reference(Id(mapping.Kind())),
        DistributionShape distribution => Reference(distribution.OnlyMappings ? "distribution_mapping" : "distribution"),
        EitherShape either => new JsonObject { ["anyOf"] = new JsonArray([.. either.Shapes.Select(Shape)]) },
        _ => throw new InvalidOperationException(shape.GetType().Name),
    };

    private static JsonObject Scalar(ScalarShape scalar)
    {
        var json = Reading(scalar.Types);
        if (scalar.Words.Count > 0 && scalar.Types is not ["boolean"]) json["enum"] = Array(scalar.Words);
        if (scalar.Example is { } example) json["examples"] = Array([example]);
        return json;
    }

    // `remove` may stand among the user's names.
    private static JsonObject Names(NamesShape names) => new()
    {
        ["type"] = new JsonArray("object", "null"),
        ["properties"] = new JsonObject { ["remove"] = new JsonObject { ["description"] = "Names to take out of the base's (in a file with `extends`), or something of that name." } },
        ["additionalProperties"] = Shape(names.Value),
    };

    private static JsonObject[] Mappings()
    {
        var weights = new JsonObject { ["type"] = "object", ["additionalProperties"] = Reading("string", "number") };
        return
        [
            Form("discrete", weights, "Values with their weights: `{ 2: 20%, 3: 50%, 5: rest }`."),
            Form("quantiles", (JsonObject)weights.DeepClone(), "Percentages with the values below which so much lies: `{ 5%: 1, 50%: 3, 95%: 8 }`."),
        ];
    }

    private static JsonObject Form(string key, JsonObject values, string about) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { [key] = Described(values, about) },
        ["required"] = Array([key]),
        ["additionalProperties"] = false,
    };

    private static JsonObject Reading(params string[] types) => new() { ["type"] = types is [var one] ? one : Array(types) };

    // Beside a reference draft-07 ignores everything else.
    private static JsonObject Described(JsonObject shape, string about)
    {
        if (!shape.ContainsKey("$ref"))
        {
            shape["description"] = about;
            return shape;
        }
        return new JsonObject { ["description"] = about, ["allOf"] = new JsonArray(shape) };
    }

    private static JsonObject Reference(string id) => new() { ["$ref"] = $"#/definitions/{id}" };

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);
}
