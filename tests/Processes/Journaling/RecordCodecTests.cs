using System.Buffers;
using System.Text;
using System.Text.Json;
using AcdRouter.Contracts;
using AcdRouter.Processes.Tests.Toys;
using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.Journaling;

public sealed class RecordCodecTests
{
    private static readonly SessionId Session = SessionId.From(Toy.Id(77).Value);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly RecordCodec codec = new(Toy.NewLayout());

    private static JournalRecord Accepted => new(
        7,
        Toy.Morning,
        3,
        Toy.Site,
        new CommandOutcome(Toy.Id(5), ulong.MaxValue, Toy.Id(6).Value, null, new Made { Session = Session, Position = 2, Invitations = [InvitationId.From(Toy.Id(8).Value)] }, Toy.Morning.PlusSeconds(-1)),
        [new Added<Left>(4), new Said<Right>("ça va")]);

    private static JournalRecord Refused => new(
        8, Toy.Morning, 3, Toy.Site, new CommandOutcome(Toy.Id(9), 1, null, new Refusal(RefusalReason.NotYours, "No.", null, ["a", "b"]), null), []);

    private static JournalRecord Kernel => new(
        9,
        Toy.Morning,
        4,
        null,
        null,
        [
            new Claimed("run", 1),
            new Resumed(1234),
            new Resumed(5001, LinesKept: true),
            new CommandFailed("It threw."),
            new DeadlineParked("left", new DeadlineKey(1, Toy.Id(3).Value, "tea"), "It threw."),
        ]);

    [Fact, Accepts("I8")]
    public void I8_records_read_back_as_they_were_written()
    {
        var buffer = new ArrayBufferWriter<byte>();
        var stored = codec.Write([Accepted, Refused, Kernel], buffer);
        stored.Count.ShouldBe(3);
        Same(codec.Read(stored[0]), Accepted);
        Same(codec.Read(stored[1]), Refused);
        Same(codec.Read(stored[2]), Kernel);
    }

    [Fact]
    public void The_form_of_records_and_kernel_events_is_frozen()
    {
        var buffer = new ArrayBufferWriter<byte>();
        var text = new StringBuilder();
        foreach (var each in codec.Write([Accepted, Refused, Kernel], buffer))
        {
            using var document = JsonDocument.Parse(each.Payload);
            text.Append(JsonSerializer.Serialize(document.RootElement, Indented)).Append('\n');
        }
        Snapshot.Match("records", text.ToString());
    }

    [Theory, Refuses("I8")]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"seq":7,"at":"late","epoch":1,"events":[]}""")]
    [InlineData("""{"seq":7,"at":1,"epoch":1,"events":[{"type":"left.added.v1","data":null}]}""")]
    [InlineData("""{"seq":7,"at":1,"epoch":1,"events":[{"type":"left.added.v9","data":{}}]}""")]
    [InlineData("""{"seq":8,"at":1,"epoch":1,"events":[]}""")]
    public void I8_what_is_no_record_is_named_as_damage(string payload) =>
        Should.Throw<JournalDamagedException>(() => codec.Read(new StoredRecord(7, Encoding.UTF8.GetBytes(payload))));

    private static void Same(JournalRecord actual, JournalRecord expected)
    {
        actual.Events.ShouldBe(expected.Events);
        (actual with { Events = expected.Events }).ShouldBe(expected);
    }
}
