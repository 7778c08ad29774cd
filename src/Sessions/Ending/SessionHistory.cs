using System.Text.Json;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>S14: the record of a session, its JSON, and the removal of one customer's personal data from it.</summary>
public static class SessionHistory
{
    /// <summary>A session's record as JSON, as the history store keeps it.</summary>
    public static byte[] Write(SessionRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, SessionsJson.Default.SessionRecord);

    /// <summary>What <see cref="Write"/> wrote; throws a <see cref="JsonException"/> for anything else.</summary>
    public static SessionRecord Read(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, SessionsJson.Default.SessionRecord) ?? throw new JsonException("A session's record is not null.");

    /// <summary>
    /// The record without a customer's personal data; null when there is nothing of that customer in it. Removed are the name, the
    /// address of the invitation the customer joined by wherever it stands, the form answers where this customer gave them, and the transfers'
    /// messages once no other customer is left in the record. Everything else is kept.
    /// </summary>
    public static HistoryRecord? Without(HistoryRecord record, CustomerId customer)
    {
        if (record.Kind != HistoryKind.Session || !record.Customers.Contains(customer)) return null;
        var left = record.Customers.Where(each => each != customer).ToValueList();
        return record with { Customers = left, Body = Write(Without(Read(record.Body.Span), customer)) };
    }

    /// <summary>The session's record without a customer's personal data; the same record when the customer is not in it.</summary>
    public static SessionRecord Without(SessionRecord record, CustomerId customer)
    {
        if (record.Customers.FirstOrDefault(each => each.Customer == customer) is not { } removed) return record;
        var address = record.Invitations.FirstOrDefault(each => each.Invitation == removed.Invitation)?.Address;
        var nobodyLeft = record.Customers.All(each => each.Customer == customer || each.Name is null);
        return record with
        {
            Customers = record.Customers.Select(each => each.Customer == customer ? each with { Name = null } : each).ToValueList(),
            Invitations = record.Invitations
                .Select(each => IsSent(each) ? each with { Address = null, Failure = null } : each)
                .ToValueList(),
            Answers = record.Customers[0].Customer == customer ? [] : record.Answers,
            Transfers = nobodyLeft
                ? record.Transfers.Select(static each => each with { PersonalMessage = null }).ToValueList()
                : record.Transfers,
        };

        // A first mail to the same address may have failed.
        bool IsSent(RecordedInvitation each) =>
            each.Invitation == removed.Invitation
            || (address is not null && string.Equals(each.Address, address, StringComparison.OrdinalIgnoreCase));
    }

    internal static SessionRecord Record(SiteId site, Session session, SessionEnd end, Instant at) => new()
    {
        Site = site,
        Session = session.Id,
        Number = session.Number,
        StartedAt = session.StartedAt,
        EndedAt = at,
        End = end,
        StartedBy = session.StartedBy,
        Mode = session.Mode,
        Channel = session.Channel,
        Representatives = session.Trail.Stays.Select(span => span with { To = span.To ?? at }).ToValueList(),
        Customers = session.Customers.Select(each => Recorded(each, at)).ToValueList(),
        Waits = session.Trail.Waits.Select(span => span with { To = span.To ?? at }).ToValueList(),
        Transfers = session.Transfers
            .Select(static each => new RecordedTransfer(each.At, each.Request, each.Giver, each.Target, each.PersonalMessage, each.TakenBy))
            .ToValueList(),
        Activities = session.Trail.Activities.Select(span => span with { To = span.To ?? at }).ToValueList(),
        Calls = session.Trail.Calls.ToValueList(),
        Invitations = session.Invitations.Select(Recorded).ToValueList(),
        Answers = session.Answers,
        SpansDropped = session.Trail.Dropped,
    };

    private static RecordedCustomer Recorded(Customer customer, Instant at) =>
        new(customer.Id, customer.Name, customer.JoinedAt, customer.LeftAt ?? at, customer.LeaveReason, customer.Invitation);

    private static RecordedInvitation Recorded(Invitation invitation) => new(
        invitation.Id,
        invitation.At,
        invitation.By,
        invitation.Means,
        invitation.Role,
        invitation.Address,
        invitation.Colleague,
        invitation.State,
        invitation.Failure,
        invitation.Language);
}
