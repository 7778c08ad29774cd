using System.Text;
using System.Text.Json;
using AcdRouter.Journals;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>
/// Rebuilds the state at a record by reading the journal from its beginning, without a lock and without changing anything: also beside
/// a running program.
/// </summary>
internal static class StateReplay
{
    /// <summary>The state after the record, or after the last one.</summary>
    public static async Task<PartitionState> RunAsync(DataFolder data, long through, IProgress<JournalProgress>? progress, CancellationToken cancellationToken)
    {
        var state = new PartitionState(SiteProcesses.Layout);
        using var lines = new Lines(state);
        var export = await JournalExporter.ExportAsync(data.Journal, new JournalExportOptions { Through = through }, lines, progress, cancellationToken);
        // Damage behind the record wanted does not matter; a torn end was never acknowledged.
        if (export.Gaps.FirstOrDefault(gap => gap.NextSequence is not null) is { } gap)
        {
            throw new AcdException(
                $"{gap.File} at {gap.Offset}: records {gap.AfterSequence + 1} to {gap.NextSequence - 1} cannot be read.", ExitCodes.JournalDamaged);
        }
        if (through != long.MaxValue && state.Sequence < through)
        {
            throw new AcdException($"The journal ends with record {state.Sequence}; there is no record {through}.", ExitCodes.Failed);
        }
        return state;
    }

    /// <summary>Takes the exporter's lines straight into the state, one at a time.</summary>
    private sealed class Lines(PartitionState state) : TextWriter
    {
        private readonly RecordCodec codec = new(SiteProcesses.Layout);

        public override Encoding Encoding => Encoding.UTF8;

        public override Task WriteLineAsync(string? value) => WriteLineAsync(value.AsMemory(), CancellationToken.None);

        public override Task WriteLineAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
        {
            using var line = JsonDocument.Parse(buffer);
            var sequence = line.RootElement.GetProperty("sequence").GetInt64();
            if (sequence != state.Sequence + 1)
            {
                throw new AcdException(
                    $"The journal begins with record {sequence}: earlier ones are in the archive. Replay needs them all.", ExitCodes.Failed);
            }
            var record = line.RootElement.GetProperty("record");
            state.Apply(codec.Read(new StoredRecord(sequence, JsonSerializer.SerializeToUtf8Bytes(record))));
            return Task.CompletedTask;
        }
    }
}
