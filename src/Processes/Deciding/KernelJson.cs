using System.Text.Json.Serialization;
using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>How the kernel's own parts of the journal are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Resumed))]
[JsonSerializable(typeof(DeadlineParked))]
[JsonSerializable(typeof(CommandFailed))]
[JsonSerializable(typeof(Claimed))]
[JsonSerializable(typeof(Made))]
[JsonSerializable(typeof(Refusal))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(InvitationId))]
internal sealed partial class KernelJson : JsonSerializerContext;

/// <summary>The kernel's own events.</summary>
internal static class KernelEventCatalog
{
    public static readonly EventCatalog Events = EventCatalog.Create()
        .Add("kernel.resumed.v1", KernelJson.Default.Resumed)
        .Add("kernel.deadline-parked.v1", KernelJson.Default.DeadlineParked)
        .Add("kernel.command-failed.v1", KernelJson.Default.CommandFailed)
        .Add("kernel.claimed.v1", KernelJson.Default.Claimed)
        .Build();
}
