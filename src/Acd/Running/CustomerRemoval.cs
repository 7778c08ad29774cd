using System.Text.Json;
using System.Text.Json.Nodes;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Sessions;

namespace AcdRouter.Acd;

/// <summary>Takes one customer's personal data out of a record of the history.</summary>
internal static class CustomerRemoval
{
    /// <summary>The record without it; the same object when it holds none.</summary>
    public static HistoryRecord? Apply(HistoryRecord record, CustomerId customer)
    {
        if (!record.Customers.Contains(customer)) return record;
        return record.Kind == HistoryKind.Session ? SessionHistory.Without(record, customer) ?? record : OfRequest(record, customer);
    }

    /// <summary>
    /// A request's record has one name, the form answers and the giver's message, and does not say which customer they are about: all
    /// of it goes with any customer of the session. The session's record keeps what is about the others.
    /// </summary>
    private static HistoryRecord OfRequest(HistoryRecord record, CustomerId customer)
    {
        var body = JsonNode.Parse(record.Body.Span)!;
        var wish = body["wish"]!.AsObject();
        wish["customer"] = "";
        wish["answers"] = new JsonArray();
        wish["personalMessage"] = null;
        return record with
        {
            Customers = record.Customers.Where(each => each != customer).ToValueList(),
            Body = JsonSerializer.SerializeToUtf8Bytes(body),
        };
    }
}
