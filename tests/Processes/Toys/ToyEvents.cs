using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AcdRouter.Contracts;

namespace AcdRouter.Processes.Tests.Toys;

internal sealed record Opened<TOwner> : IJournalEvent;

internal sealed record Added<TOwner>(long Amount) : IJournalEvent;

internal sealed record Drifted<TOwner> : IJournalEvent;

internal sealed record Corrupted<TOwner> : IJournalEvent;

internal sealed record DueSet<TOwner>(string Name, Instant At, string Script) : IJournalEvent;

internal sealed record DueDone<TOwner>(string Name) : IJournalEvent;

internal sealed record Incurred<TOwner>(string Key) : IJournalEvent;

internal sealed record Settled<TOwner>(string Key) : IJournalEvent;

internal sealed record Said<TOwner>(string Text) : IJournalEvent;

internal sealed record Ended<TOwner>(string Text) : IHistoricEvent
{
    public HistoryRecord ToHistory(SiteId site, string eventId, Instant at) =>
        new(site, HistoryKind.Session, Guid.Empty, eventId, at, [], Encoding.UTF8.GetBytes(Text));
}

/// <summary>The events of one toy process under its own names.</summary>
internal static class ToyEvents<TOwner>
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    public static readonly EventCatalog Catalog = EventCatalog.Create()
        .Add(Name("opened"), Json<Opened<TOwner>>())
        .Add(Name("added"), Json<Added<TOwner>>())
        .Add(Name("drifted"), Json<Drifted<TOwner>>())
        .Add(Name("corrupted"), Json<Corrupted<TOwner>>())
        .Add(Name("due-set"), Json<DueSet<TOwner>>())
        .Add(Name("due-done"), Json<DueDone<TOwner>>())
        .Add(Name("incurred"), Json<Incurred<TOwner>>())
        .Add(Name("settled"), Json<Settled<TOwner>>())
        .Add(Name("said"), Json<Said<TOwner>>())
        .Add(Name("ended"), Json<Ended<TOwner>>())
        .Build();

    private static string Name(string what) => $"{typeof(TOwner).Name.ToLowerInvariant()}.{what}.v1";

    private static JsonTypeInfo<T> Json<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}
