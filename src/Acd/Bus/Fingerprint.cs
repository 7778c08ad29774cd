using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AcdRouter.Contracts;

namespace AcdRouter.Acd;

/// <summary>
/// A stable 64-bit hash of a command's contents, by which a repeat under a known id is told from another wish under the same id. Left
/// out are the id itself, the ordinal, which the carrier numbers anew each time, and the holder, which is the carrier itself.
/// </summary>
internal static class Fingerprint
{
    private static readonly JsonSerializerOptions Options = new(ContractsJson.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOut } },
    };

    public static ulong Of(ICommand command)
    {
        var type = command.GetType();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        using var content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        content.AppendData(System.Text.Encoding.UTF8.GetBytes(type.Name));
        content.AppendData([0]);
        content.AppendData(JsonSerializer.SerializeToUtf8Bytes(command, type, Options));
        content.GetHashAndReset(hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    private static void LeaveOut(JsonTypeInfo type)
    {
        if (!type.Type.IsAssignableTo(typeof(ICommand))) return;
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].Name is "commandId" or "ordinal" or "holder") type.Properties.RemoveAt(i);
        }
    }
}
