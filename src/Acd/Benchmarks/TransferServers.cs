namespace AcdRouter.Acd;

/// <summary>The servers that hand-overs are measured on. They belong to whoever made them.</summary>
/// <param name="Redis">One of its own, of which the databases 0 to 2 are used.</param>
/// <param name="History">An empty database of a PostgreSQL.</param>
/// <param name="MakeHostAsync">Makes an empty virtual host on a RabbitMQ; returns its address.</param>
internal sealed record TransferServers(string Redis, string History, Func<string, CancellationToken, Task<string>> MakeHostAsync);
