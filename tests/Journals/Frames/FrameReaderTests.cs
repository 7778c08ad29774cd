using AcdRouter.Processes;

namespace AcdRouter.Journals.Tests;

public sealed class FrameReaderTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_good_frame_is_found_behind_bad_bytes_of_any_length()
    {
        var good = FrameFormat.Encode(FrameKind.Batch, JournalHead.Empty with { Sequence = 1, Owner = "ö" }, 7, new byte[] { 1, 2, 3 });
        foreach (var bad in new[] { 1, 2, 3, 63, 64, (256 * 1024) - 3, (256 * 1024) - 2, (256 * 1024) - 1, 256 * 1024, 700_001 })
        {
            var path = folder["frames"];
            File.WriteAllBytes(path, [.. Garbage(bad), .. good]);
            using var reader = new FrameReader(path);
            reader.Next(out _).ShouldBe(FrameStep.Bad);
            reader.Offset.ShouldBe(0);
            reader.Resync().ShouldBeTrue($"behind {bad} bytes");
            reader.Offset.ShouldBe(bad);
            reader.Next(out var frame).ShouldBe(FrameStep.Whole);
            (frame.Head.Owner, frame.Head.Sequence, frame.WrittenAt, frame.Count).ShouldBe(("ö", 1, 7, 1));
            frame.CopyPayloads()[0].ToArray().ShouldBe([1, 2, 3]);
            reader.Next(out _).ShouldBe(FrameStep.End);
        }
    }

    [Fact]
    public void A_length_that_reaches_beyond_the_file_is_bad_and_allocates_nothing()
    {
        var frame = FrameFormat.Encode(FrameKind.Batch, JournalHead.Empty, 0);
        BitConverter.GetBytes(FrameFormat.MaxBodyBytes).CopyTo(frame, 8);
        File.WriteAllBytes(folder["frames"], frame);
        using var reader = new FrameReader(folder["frames"]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        reader.Next(out _).ShouldBe(FrameStep.Bad);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1024 * 1024);
    }

    /// <summary>Begins like a frame again and again, the worst case for finding the next one.</summary>
    private static byte[] Garbage(int length)
    {
        var bytes = new byte[length];
        for (var at = 0; at < length; at++) bytes[at] = FrameFormat.Magic[at % 4];
        return bytes;
    }
}
