using System.Buffers;
using System.Text;
using System.Text.Json;
using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.Deadlines;

public sealed class DeadlineSetTests
{
    private static readonly DeadlineKey First = new(1, Guid.Empty, "a");
    private static readonly DeadlineKey Second = new(1, Guid.Empty, "b");
    private readonly DeadlineSet set = new();

    [Fact]
    public void Takes_the_earliest_first_and_equal_times_in_the_order_of_keys()
    {
        set.Set(Second, new Instant(5));
        set.Set(First, new Instant(5));
        set.Set(new DeadlineKey(0, Guid.Empty, "z"), new Instant(6));
        set.Next.ShouldBe(new Deadline(new Instant(5), First));
        set.Clear(First);
        set.Next.ShouldBe(new Deadline(new Instant(5), Second));
    }

    [Fact]
    public void Setting_a_key_again_moves_its_deadline()
    {
        set.Set(First, new Instant(5));
        set.Set(First, new Instant(9));
        set.Count.ShouldBe(1);
        set.Find(First).ShouldBe(new Instant(9));
        set.Next.ShouldBe(new Deadline(new Instant(9), First));
    }

    [Fact]
    public void A_parked_deadline_is_not_next_until_it_is_set_anew()
    {
        set.Set(First, new Instant(5));
        set.Park(First);
        set.Next.ShouldBeNull();
        Text(set).ShouldContain("\"parkedDeadlines\":[[1,");
        set.Set(First, new Instant(7));
        set.Next.ShouldBe(new Deadline(new Instant(7), First));
        Text(set).ShouldEndWith("\"parkedDeadlines\":[]}");
    }

    [Fact]
    public void Shifting_moves_the_kinds_asked_for_and_no_others()
    {
        set.Set(First, new Instant(5));
        set.Set(new DeadlineKey(2, Guid.Empty, ""), new Instant(5));
        set.Shift(static key => key.Kind == 2, 100);
        set.Find(First).ShouldBe(new Instant(5));
        set.Find(new DeadlineKey(2, Guid.Empty, "")).ShouldBe(new Instant(105));
    }

    [Fact, Accepts("I8")]
    public void I8_what_was_saved_loads_to_the_same_bytes()
    {
        set.Set(Second, new Instant(5));
        set.Set(First, new Instant(7));
        set.Set(new DeadlineKey(3, new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), "é"), new Instant(1));
        set.Park(Second);
        var loaded = new DeadlineSet();
        using var document = JsonDocument.Parse(Text(set));
        loaded.Load(document.RootElement);
        Text(loaded).ShouldBe(Text(set));
        loaded.Next.ShouldBe(set.Next);
    }

    [Fact, Refuses("I8")]
    public void I8_the_order_in_which_deadlines_were_set_leaves_no_trace()
    {
        var other = new DeadlineSet();
        set.Set(First, new Instant(5));
        set.Set(Second, new Instant(5));
        other.Set(Second, new Instant(1));
        other.Set(First, new Instant(5));
        other.Set(Second, new Instant(5));
        Text(other).ShouldBe(Text(set));
    }

    private static string Text(DeadlineSet set)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            set.Save(writer);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
