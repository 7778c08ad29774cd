using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AcdRouter.Processes;
using static AcdRouter.Router.Tests.World;

namespace AcdRouter.Router.Tests.Events;

public sealed class EventCatalogTests
{
    private static readonly string Snapshots = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Events", "EventSnapshots.txt"));

    private static string Line(IJournalEvent example)
    {
        var entry = RoutingEvents.Catalog.Find(example.GetType())!;
        return $"{entry.Name} {JsonSerializer.Serialize(example, entry.Json)}";
    }

    [Fact]
    public void Every_event_is_written_as_it_always_was()
    {
        var written = string.Join('\n', EventExamples.All.Select(Line).Order(StringComparer.Ordinal)) + "\n";
        written.ShouldBe(Snapshots.ReplaceLineEndings("\n"));
        EventExamples.All.Select(example => example.GetType()).ShouldBe(
            RoutingEvents.Catalog.Entries.Select(entry => entry.Json.Type), ignoreOrder: true);
    }

    [Fact]
    public void Every_written_event_is_read_back_whole()
    {
        foreach (var line in Snapshots.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(' ', 2);
            var entry = RoutingEvents.Catalog.Find(parts[0])!;
            JsonSerializer.Serialize(JsonSerializer.Deserialize(parts[1], entry.Json), entry.Json).ShouldBe(parts[1]);
        }
    }

    [Fact]
    public void Every_event_is_folded()
    {
        foreach (var entry in RoutingEvents.Catalog.Entries)
        {
            var blank = (IJournalEvent)RuntimeHelpers.GetUninitializedObject(entry.Json.Type);
            var thrown = Record.Exception(() => new RoutingProcess(Site).Apply(blank, new Stamp(1, Start)));
            thrown.ShouldNotBeOfType<UnreachableException>(entry.Name);
        }
    }

    [Fact]
    public void A_deadline_of_another_process_is_not_parked_here_and_ones_own_is()
    {
        var world = new World(SiteOf([Agent("ann")], QueueOf("sales", "ann")));
        world.SignIn("ann");
        world.Ask(1, "sales");
        var due = world.Router.NextDeadline!.Value;
        world.Router.Apply(new DeadlineParked("sessions", due.Key, "x"), new Stamp(9, world.Now));
        world.Router.NextDeadline.ShouldBe(due);
        world.Router.Apply(new DeadlineParked("router", due.Key, "x"), new Stamp(9, world.Now));
        world.Router.NextDeadline.ShouldBeNull();
    }
}
