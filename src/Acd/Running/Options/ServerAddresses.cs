using AcdRouter.Journals;

namespace AcdRouter.Acd;

/// <summary>Where the servers of an installation are.</summary>
/// <param name="Bus">RabbitMQ.</param>
/// <param name="Journal">Redis; null for a web process that was not told: it never asks it.</param>
/// <param name="History">PostgreSQL.</param>
internal sealed record ServerAddresses(BusAddress Bus, RedisAddress? Journal, PostgresAddress History);
