using System.Text;
using System.Text.Json.Nodes;
using AcdRouter.Processes;
using AcdRouter.Sessions;
using AcdRouter.Testing;
using static AcdRouter.Acd.Tests.EndedThings;

namespace AcdRouter.Acd.Tests;

/// <summary>What the program takes out of the history with a customer, in the files themselves.</summary>
public sealed class CustomerRemovalTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory, Accepts("S14")]
    [InlineData(1)]
    [InlineData(2)]
    public async Task S14_a_requests_record_loses_name_answers_and_message_with_any_of_its_customers(int customer)
    {
        await using var history = await OpenHistoryAsync(folder);
        await history.WriteAsync([Request(North, 1, Start, Customer(1), Customer(2)), Request(North, 2, Start, Customer(3))], None);
        (await history.RemoveCustomerAsync(North, Customer(customer), None)).ShouldBe(1);

        var record = (await history.FindAsync(North, HistoryKind.Request, Id(1), None)).ShouldNotBeNull();
        record.Customers.ShouldBe([Customer(3 - customer)]);
        var wish = JsonNode.Parse(record.Body.Span)!["wish"]!;
        wish["customer"]!.ToString().ShouldBeEmpty();
        wish["answers"]!.AsArray().ShouldBeEmpty();
        wish["personalMessage"].ShouldBeNull();
        wish["giver"]!.ToString().ShouldBe("anna");

        var other = (await history.FindAsync(North, HistoryKind.Request, Id(2), None)).ShouldNotBeNull();
        other.Body.Span.SequenceEqual(Request(North, 2, Start, Customer(3)).Body.Span).ShouldBeTrue("it is about somebody else");
    }

    [Fact, Accepts("S14")]
    public async Task S14_a_sessions_record_keeps_the_names_of_the_others()
    {
        await using var history = await OpenHistoryAsync(folder);
        await history.WriteAsync([Session(North, 1, Start, Customer(1), Customer(2))], None);
        (await history.RemoveCustomerAsync(North, Customer(1), None)).ShouldBe(1);
        var found = (await history.FindAsync(North, HistoryKind.Session, Id(1), None)).ShouldNotBeNull();
        found.Customers.ShouldBe([Customer(2)]);
        SessionHistory.Read(found.Body.Span).Customers.Select(each => each.Name).ShouldBe([null, NameOf(Customer(2))]);
    }

    [Fact, Accepts("S14")]
    public async Task S14_no_file_of_the_history_holds_a_removed_customers_data_and_other_sites_keep_theirs()
    {
        await using var history = await OpenHistoryAsync(folder);
        HistoryRecord[] records =
        [
            Session(North, 1, Start, Customer(1)), Request(North, 2, Start, Customer(1)), Session(South, 3, Start, Customer(1)),
        ];
        await history.WriteAsync(records, None);
        (await history.RemoveCustomerAsync(North, Customer(1), None)).ShouldBe(2);
        await history.WriteAsync(records, None);
        string[] personal = [NameOf(Customer(1)), Answer, Message];
        foreach (var file in Directory.GetFiles(folder.Path, "*.history", SearchOption.AllDirectories))
        {
            var content = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file, None));
            personal.Any(content.Contains).ShouldBe(file.Contains(South.Value, StringComparison.Ordinal), file);
        }
    }

    [Fact, Refuses("S14")]
    public void S14_a_record_without_the_customer_is_the_very_same()
    {
        foreach (var record in new[] { Session(North, 1, Start, Customer(1)), Request(North, 2, Start, Customer(1)) })
        {
            CustomerRemoval.Apply(record, Customer(2)).ShouldBeSameAs(record);
        }
    }
}
