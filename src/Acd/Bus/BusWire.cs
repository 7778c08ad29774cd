using System.Text.Json;
using System.Text.Json.Serialization;
using AcdRouter.Contracts;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>What every bus of the program agrees on: names and JSON.</summary>
internal static class BusWire
{
    public static void Apply(IBusFactoryConfigurator configurator)
    {
        configurator.MessageTopology.SetEntityNameFormatter(new EntityNames(configurator.MessageTopology.EntityNameFormatter));
        configurator.ConfigureJsonSerializerOptions(Strict);
    }

    /// <summary>The rules of the wire. The bus keeps one set of options for the whole process: a second bus finds them applied.</summary>
    private static JsonSerializerOptions Strict(JsonSerializerOptions options)
    {
        if (options.Converters.OfType<JsonStringEnumConverter>().Any()) return options;
        ContractsJson.Apply(options);
        return options;
    }
}
