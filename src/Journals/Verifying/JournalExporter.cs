using System.Buffers;
using System.Text;
using System.Text.Json;

namespace AcdRouter.Journals;

/// <summary>
/// Writes records as JSON, one line each:
/// <c>{"sequence":7,"epoch":2,"owner":"…","batch":"…","record":{…}}</c>. A payload that is no JSON stands under <c>payload</c> in
/// base64 instead of under <c>record</c>. Needs no lock and goes on behind damage.
/// </summary>
public static class JournalExporter
{
    /// <summary>Exports a data folder's records, or an archive folder's.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static async Task<JournalExport> ExportAsync(
        string folder,
        JournalExportOptions options,
        TextWriter target,
        IProgress<JournalProgress>? progress,
        CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder {folder}.");
        var run = new Run(options, target, new ProgressMeter(folder, progress));
        var segments = SegmentName.List(folder);
        for (var index = 0; index < segments.Count; index++)
        {
            if (segments[index].First > options.Through) break;
            // All of a segment's records lie before the next one's first.
            if (index + 1 < segments.Count && segments[index + 1].First <= options.From) continue;
            await run.ExportAsync(segments[index], cancellationToken).ConfigureAwait(false);
        }
        await target.FlushAsync(cancellationToken).ConfigureAwait(false);
        return new JournalExport(run.Records, run.Gaps);
    }

    private sealed class Run(JournalExportOptions options, TextWriter target, ProgressMeter meter)
    {
        private readonly ArrayBufferWriter<byte> line = new();
        private long? last;
        private (string File, long Offset)? badAt;

        public long Records { get; private set; }

        public List<JournalGap> Gaps { get; } = [];

        public async Task ExportAsync(SegmentFile segment, CancellationToken cancellationToken)
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            using var reader = new FrameReader(segment.Path);
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var at = reader.Offset;
                var step = reader.Next(out var frame);
                if (step == FrameStep.Bad)
                {
                    badAt ??= (segment.Path, at);
                    if (reader.Resync()) continue;
                    Gaps.Add(new JournalGap(segment.Path, badAt.Value.Offset, last ?? 0, null));
                    badAt = null;
                    return;
                }
                if (step == FrameStep.End) return;
                if (frame.Kind == FrameKind.SegmentBase) last ??= frame.Head.Sequence;
                else if (frame.Kind == FrameKind.Batch) await WriteAsync(segment, at, frame, cancellationToken).ConfigureAwait(false);
                meter.Advance(segment, reader.Offset);
            }
        }

        private async Task WriteAsync(SegmentFile segment, long at, Frame frame, CancellationToken cancellationToken)
        {
            var (file, offset) = badAt ?? (segment.Path, at);
            if (badAt is not null || (last is { } known && frame.FirstSequence != known + 1))
            {
                Gaps.Add(new JournalGap(file, offset, last ?? 0, frame.FirstSequence));
            }
            badAt = null;
            last = frame.Head.Sequence;
            if (frame.Head.Sequence < options.From || frame.FirstSequence > options.Through) return;
            var payloads = frame.CopyPayloads();
            for (var index = 0; index < payloads.Length; index++)
            {
                var sequence = frame.FirstSequence + index;
                if (sequence < options.From || sequence > options.Through) continue;
                await target.WriteLineAsync(Line(frame, sequence, payloads[index]).AsMemory(), cancellationToken).ConfigureAwait(false);
                Records++;
            }
        }

        private string Line(Frame frame, long sequence, ReadOnlyMemory<byte> payload)
        {
            line.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(line))
            {
                json.WriteStartObject();
                json.WriteNumber("sequence", sequence);
                json.WriteNumber("epoch", frame.Head.Epoch);
                json.WriteString("owner", frame.Head.Owner);
                json.WriteString("batch", frame.Head.Batch);
                WritePayload(json, payload);
                json.WriteEndObject();
            }
            return Encoding.UTF8.GetString(line.WrittenSpan);
        }

        /// <summary>Parsed and written again, so that a payload with line breaks still makes one line.</summary>
        private static void WritePayload(Utf8JsonWriter json, ReadOnlyMemory<byte> payload)
        {
            var reader = new Utf8JsonReader(payload.Span);
            try
            {
                using var document = JsonDocument.ParseValue(ref reader);
                if (reader.BytesConsumed == payload.Length)
                {
                    json.WritePropertyName("record");
                    document.RootElement.WriteTo(json);
                    return;
                }
            }
            catch (JsonException)
            {
                // Not ours to judge here: the bytes check out, so they are exported as they are.
            }
            json.WriteBase64String("payload", payload.Span);
        }
    }
}
