using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AcdRouter.Acd;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    /// <summary>Readable by people too; nothing here is put into a web page.</summary>
    private static readonly JsonSerializerOptions JsonText = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static Option<bool> Json() => new("--json") { Description = "Answer in JSON, one object a line." };

    public static Option<string> Data() => new("--data")
    {
        Description = $"The data folder: journal, history, keys. Also by {RunName.Data.Variable}.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(RunName.Data.Variable) is { Length: > 0 } data ? data : DataFolder.Default,
        HelpName = "DIR",
    };

    /// <summary>A value of an enumeration as it is on the wire.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum =>
        JsonSerializer.SerializeToElement(value, JsonText).GetString()!;

    public static void WriteJson<T>(T value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, JsonText));
}
