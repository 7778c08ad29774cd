using System.Text.Json;

namespace AcdRouter.Acd;

/// <summary>The lines of a backup as JSON.</summary>
internal static class BackupJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static byte[] Write(BackupEntry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, Options);

    /// <exception cref="JsonException">It is none.</exception>
    public static BackupEntry Read(ReadOnlySpan<byte> line) =>
        JsonSerializer.Deserialize<BackupEntry>(line, Options) ?? throw new JsonException("An empty line.");
}
