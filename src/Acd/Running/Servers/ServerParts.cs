using AcdRouter.Processes;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace AcdRouter.Acd;

/// <summary>The servers that a process of an installation works with, connected and checked. The caller disposes them after the program.</summary>
/// <param name="Bus">The broker.</param>
/// <param name="Partitions">How many partitions the installation has.</param>
/// <param name="Journals">The journals; null for a process that owns no partitions.</param>
/// <param name="History">The history store.</param>
/// <param name="PingHistory">Throws when the history store does not answer.</param>
/// <param name="Keys">The keys that seal tokens, which all processes share.</param>
internal sealed record ServerParts(
    RabbitAddress Bus,
    int Partitions,
    IPartitionJournals? Journals,
    IHistoryStore History,
    Func<CancellationToken, Task> PingHistory,
    IXmlRepository Keys);
