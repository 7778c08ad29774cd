using System.Text.Json;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AcdRouter.Web;

/// <summary>A record of something that has ended.</summary>
/// <param name="Id">The session's or request's id.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Record">The record.</param>
public sealed record HistoryEntry(Guid Id, Instant EndedAt, JsonElement Record);

/// <summary>Records, newest first.</summary>
/// <param name="Records">At most as many as asked for.</param>
public sealed record HistoryPage(IReadOnlyList<HistoryEntry> Records);

/// <summary>What was removed.</summary>
/// <param name="Records">How many records held the customer's data.</param>
public sealed record CustomerRemoved(int Records);

/// <summary>What has ended, for managers and administrators: records hold personal messages.</summary>
internal static class HistoryEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var history = api.MapGroup("/history").WithTags("History").RequireAuthorization(Policies.Watcher);
        history.MapGet("/sessions", ListSessionsAsync).Describes<HistoryPage>("Ended sessions, newest first");
        history.MapGet("/sessions/{session:guid}", FindSessionAsync).Describes<HistoryEntry>("The record of an ended session");
        history.MapGet("/requests", ListRequestsAsync).Describes<HistoryPage>("Ended requests, newest first");
        history.MapGet("/requests/{request:guid}", FindRequestAsync)
            .Describes<HistoryEntry>("The record of an ended request, with its decisions");
        api.MapDelete("/history/customers/{customer:guid}", RemoveAsync)
            .WithTags("History")
            .RequireAuthorization(Policies.Administrator)
            .Describes<CustomerRemoved>("Remove a customer's personal data from every record");
    }

    /// <summary>A record as it was kept.</summary>
    public static IResult Whole(HistoryRecord record) => TypedResults.Ok(Entry(record));

    private static Task<IResult> ListSessionsAsync(
        PersonCaller caller, IHistoryStore store, DateTimeOffset? from, DateTimeOffset? to, int? limit, CancellationToken cancellationToken) =>
        ListAsync(HistoryKind.Session, caller, store, from, to, limit, cancellationToken);

    private static Task<IResult> FindSessionAsync(Guid session, PersonCaller caller, IHistoryStore store, CancellationToken cancellationToken) =>
        FindAsync(HistoryKind.Session, session, caller, store, cancellationToken);

    private static Task<IResult> ListRequestsAsync(
        PersonCaller caller, IHistoryStore store, DateTimeOffset? from, DateTimeOffset? to, int? limit, CancellationToken cancellationToken) =>
        ListAsync(HistoryKind.Request, caller, store, from, to, limit, cancellationToken);

    private static Task<IResult> FindRequestAsync(Guid request, PersonCaller caller, IHistoryStore store, CancellationToken cancellationToken) =>
        FindAsync(HistoryKind.Request, request, caller, store, cancellationToken);

    private static async Task<IResult> ListAsync(
        HistoryKind kind,
        PersonCaller caller,
        IHistoryStore store,
        DateTimeOffset? from,
        DateTimeOffset? to,
        int? limit,
        CancellationToken cancellationToken)
    {
        var most = limit ?? WebLimits.HistoryRecords;
        if (most is < 1 or > WebLimits.HistoryRecords)
        {
            return Problems.Of(RefusalReason.InvalidField, $"limit: 1 to {WebLimits.HistoryRecords}.", "limit");
        }
        var since = from is null ? Instant.MinValue : Instant.From(from.Value);
        var until = to is null ? Instant.MaxValue : Instant.From(to.Value);
        var entries = new List<HistoryEntry>();
        await foreach (var record in store.ReadAsync(caller.Site, kind, since, until, most, cancellationToken)) entries.Add(Entry(record));
        return TypedResults.Ok(new HistoryPage(entries));
    }

    private static async Task<IResult> FindAsync(HistoryKind kind, Guid id, PersonCaller caller, IHistoryStore store, CancellationToken cancellationToken)
    {
        var record = await store.FindAsync(caller.Site, kind, id, cancellationToken);
        return record is null ? Problems.UnknownRecord() : Whole(record);
    }

    private static async Task<IResult> RemoveAsync(Guid customer, PersonCaller caller, IHistoryStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok(new CustomerRemoved(await store.RemoveCustomerAsync(caller.Site, new CustomerId(customer), cancellationToken)));

    private static HistoryEntry Entry(HistoryRecord record)
    {
        using var body = JsonDocument.Parse(record.Body);
        return new HistoryEntry(record.Id, record.EndedAt, body.RootElement.Clone());
    }
}
