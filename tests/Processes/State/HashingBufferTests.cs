using System.Buffers;
using System.Text.Json;

namespace AcdRouter.Processes.Tests.State;

/// <summary>Bytes that are hashed as they come are the bytes.</summary>
public sealed class HashingBufferTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(16 * 1024 + 1)]
    [InlineData(100_000)]
    public void A_text_of_any_length_between_others_hashes_as_if_it_were_kept(int length)
    {
        var kept = new ArrayBufferWriter<byte>();
        using var hashing = new HashingBuffer();
        Write(kept, length);
        Write(new PacedBuffer(hashing, new Pace(TimeProvider.System, () => false, CancellationToken.None)), length);
        hashing.Finish().ShouldBe(PartitionState.HashOf(kept.WrittenSpan));
    }

    [Fact]
    public void Room_asked_for_is_there_whatever_was_written_before()
    {
        var kept = new ArrayBufferWriter<byte>();
        using var hashing = new HashingBuffer();
        for (var size = 1; size < 200_000; size = size * 3 + 1)
        {
            foreach (IBufferWriter<byte> each in new IBufferWriter<byte>[] { kept, hashing })
            {
                var room = each.GetSpan(size);
                room.Length.ShouldBeGreaterThanOrEqualTo(size);
                room[..size].Fill((byte)size);
                each.Advance(size);
            }
        }
        hashing.Finish().ShouldBe(PartitionState.HashOf(kept.WrittenSpan));
    }

    private static void Write(IBufferWriter<byte> buffer, int length)
    {
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartArray();
        for (var i = 0; i < 3; i++)
        {
            writer.WriteNumberValue(i);
            writer.WriteStringValue(new string('x', length));
        }
        writer.WriteEndArray();
    }
}
