using System.Security.Cryptography;
using System.Text.Json;
using AcdRouter.Contracts;

namespace AcdRouter.Acd;

/// <summary>Settings from a file enter the journal like any other wish.</summary>
internal static class ConfigureCommands
{
    /// <summary>The id is made from site, version and contents: a restart with the same file repeats the same command.</summary>
    public static ConfigureSite Of(SettingsFile file)
    {
        var contents = JsonSerializer.SerializeToUtf8Bytes(file, JsonSerializerOptions.Web);
        var id = new CommandId(new Guid(SHA256.HashData(contents).AsSpan(0, 16)));
        return new ConfigureSite(id, file.Site, file.Settings);
    }
}
