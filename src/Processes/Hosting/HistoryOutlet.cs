using System.Globalization;
using System.Text.Json;

namespace AcdRouter.Processes;

/// <summary>
/// What history keeps, on its way to the store. Made from the record alone, under a key that a repeat keeps. An event whose making throws
/// is a defect: the operator is told, the event is passed over.
/// </summary>
/// <param name="options">The partition.</param>
/// <param name="origin">The history's own name: a journal begun anew beside an old history store must not seem to repeat the old one.</param>
internal sealed class HistoryOutlet(PartitionOptions options, string origin) : IOutlet
{
    private readonly List<HistoryRecord> history = [];

    public TimeSpan Every => options.History.WriteEvery;

    public int Count => history.Count;

    public void Take(JournalRecord record)
    {
        if (record.Site is not { } site) return;
        for (var i = 0; i < record.Events.Count; i++)
        {
            if (record.Events[i] is not IHistoricEvent historic) continue;
            try
            {
                history.Add(historic.ToHistory(site, EventId(record, i), record.At));
            }
            catch (Exception e)
            {
                options.Observer.PublishingFailed(new InvalidOperationException(
                    $"Event {i} of record {record.Sequence}, {historic.GetType().Name}, cannot be kept and is passed over: {e.Message}", e));
            }
        }
    }

    /// <summary>What is owed is nothing that has ended.</summary>
    public void Take(OutgoingMessage owed)
    {
    }

    /// <summary>
    /// Hands the records to the history store, each alone where it takes them not together: one that it will never take is a defect
    /// and must not silence all sites. It stays in the journal until that is trimmed.
    /// </summary>
    public async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            await options.History.WriteAsync(history, cancellationToken).ConfigureAwait(false);
            return;
        }
        catch (Exception e) when (IsForGood(e))
        {
            // At least one of them; found below.
        }
        foreach (var record in history)
        {
            try
            {
                await options.History.WriteAsync([record], cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (IsForGood(e))
            {
                options.Observer.PublishingFailed(new InvalidOperationException(
                    $"The history store takes the record {record.EventId} of {record.Kind} {record.Id} never; it is set aside: {e.Message}", e));
            }
        }
    }

    public void Clear() => history.Clear();

    private string EventId(JournalRecord record, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{origin}-{options.Partition}-{record.Epoch}-{record.Sequence}-{index}");

    /// <summary>A defect of the record or of what encodes it. Whatever concerns disk, network or server may pass.</summary>
    private static bool IsForGood(Exception e) =>
        e is ArgumentException or FormatException or OverflowException or NotSupportedException or JsonException;
}
