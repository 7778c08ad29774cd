using System.Buffers.Binary;
using AcdRouter.Contracts;

namespace AcdRouter.Processes.Tests.Toys;

/// <summary>Toy sites, ids and moments.</summary>
internal static class Toy
{
    public static readonly SiteId Site = new("toys");
    public static readonly SiteId Other = new("others");
    public static readonly Instant Morning = Instant.From(Testing.ManualTimeProvider.Morning);
    public static readonly CommandId RefusedConfiguration = Id(900_001);
    public static readonly CommandId ThrowingConfiguration = Id(900_002);

    public static ProcessLayout NewLayout() => new(static site => [new ToyProcess<Left, Right>(site), new ToyProcess<Right, Left>(site)]);

    public static CommandId Id(int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], number);
        return new CommandId(new Guid(bytes, bigEndian: true));
    }

    public static CommandEnvelope Configure(SiteId site, int id = 1) => Configure(site, Id(id));

    public static CommandEnvelope Configure(SiteId site, CommandId id) => new(new ConfigureSite(id, site, null!));

    /// <summary>A command with a script; the fingerprint is the script's length, which is enough for a toy.</summary>
    public static CommandEnvelope Act(int id, string script, SiteId? site = null) =>
        new(new Act(Id(id), site ?? Site, script)) { Fingerprint = (ulong)script.Length };

    /// <summary>A core with both sites configured, and the records so far.</summary>
    public static (PartitionCore Core, List<JournalRecord> Records) NewCore()
    {
        var core = new PartitionCore(NewLayout(), new PartitionState(NewLayout()));
        List<JournalRecord> records = [core.Claim("run", Morning)];
        records.Add(core.Decide(Configure(Site), Morning).Record!);
        records.Add(core.Decide(Configure(Other, 2), Morning).Record!);
        return (core, records);
    }
}
