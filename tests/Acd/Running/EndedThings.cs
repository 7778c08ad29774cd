using AcdRouter.Contracts;
using AcdRouter.Journals;
using AcdRouter.Processes;
using AcdRouter.Router;
using AcdRouter.Sessions;
using AcdRouter.Testing;

namespace AcdRouter.Acd.Tests;

/// <summary>Records of ended sessions and requests, as the router and the sessions make them.</summary>
internal static class EndedThings
{
    public const string Answer = "contract 4711";

    public const string Message = "She is in a hurry.";

    public static readonly SiteId North = new("north");

    public static readonly SiteId South = new("south");

    public static readonly Instant Start = Instant.From(ManualTimeProvider.Morning);

    public static Task<FileHistoryStore> OpenHistoryAsync(TemporaryFolder folder) => FileHistoryStore.OpenAsync(
        new FileHistoryStoreOptions { Folder = folder.Path, Redact = CustomerRemoval.Apply }, CancellationToken.None);

    public static Guid Id(int number) => new(number, 2, 0, new byte[8]);

    public static CustomerId Customer(int number) => new(new Guid(number, 1, 0, new byte[8]));

    public static string NameOf(CustomerId customer) => $"Customer {customer.Value}";

    /// <summary>A transfer's request with a name, an answer and a message in it.</summary>
    public static HistoryRecord Request(SiteId site, int number, Instant endedAt, params CustomerId[] customers)
    {
        var anna = new PersonId("anna");
        var wish = new RequestRouting(
            site,
            new RequestId(Id(number)),
            new SessionId(Id(number + 1000)),
            new SessionNumber(123_456_789),
            "desktop",
            0,
            NameOf(customers[0]),
            [new FormAnswer("contract", Answer)],
            [],
            new RoutingTarget(new QueueId("support"), []),
            Message,
            anna,
            null,
            [])
        {
            Customers = [.. customers],
        };
        var record = new RequestRecord(wish, endedAt, endedAt, endedAt, RequestEnd.Completed, null, anna, endedAt, 0, []);
        return record.ToHistory(site, $"request-{number}", endedAt);
    }

    public static HistoryRecord Session(SiteId site, int number, Instant endedAt, params CustomerId[] customers)
    {
        var record = new SessionRecord
        {
            Site = site,
            Session = new SessionId(Id(number)),
            Number = new SessionNumber(123_456_789),
            StartedAt = endedAt,
            EndedAt = endedAt,
            End = SessionEnd.Ended,
            Channel = "desktop",
            Representatives = [],
            Customers = [.. customers.Select(each => new RecordedCustomer(each, NameOf(each), endedAt, endedAt, null, null))],
            Waits = [],
            Transfers = [],
            Activities = [],
            Calls = [],
            Invitations = [],
            Answers = [new FormAnswer("contract", Answer)],
            SpansDropped = 0,
        };
        return new HistoryRecord(
            site, HistoryKind.Session, Id(number), $"session-{number}", endedAt, [.. customers], SessionHistory.Write(record));
    }
}
