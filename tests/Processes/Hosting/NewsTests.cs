using System.Text;
using AcdRouter.Processes.Tests.Faults;
using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.Hosting;

/// <summary>What leaves: news in order, history, what is owed.</summary>
public sealed class NewsTests
{
    [Fact]
    public async Task News_leaves_in_journal_order_under_ids_of_its_own()
    {
        await using var world = await World.NewAsync();
        for (var i = 0; i < 50; i++) await world.AcceptedAsync($"say {i}; tell say {i}b; say {i}c");
        var seen = await world.Bus.Messages.Until(150);
        world.Bus.Words.ShouldBe(Enumerable.Range(0, 50).SelectMany(i => new[] { $"{i}", $"{i}c", $"{i}b" }));
        seen.Select(each => each.Id).Distinct().Count().ShouldBe(150);
        seen.Select(each => each.Sequence).ShouldBeInOrder();
    }

    [Fact]
    public async Task News_that_was_not_confirmed_is_told_again_under_the_same_ids_after_a_crash()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("say told");
        await world.Bus.Messages.Until(1);
        await world.Journal.Cursors.Until(1);
        world.Journal.SetCursor(0);
        await world.CrashAndRestartAsync();
        var seen = await world.Bus.Messages.Until(2);
        seen[1].ShouldBe(seen[0]);
    }

    [Fact]
    public async Task News_starts_after_the_saved_cursor()
    {
        await using var world = await World.NewAsync();
        var told = await world.AcceptedAsync("say told");
        await world.Bus.Messages.Until(1);
        await world.AcceptedAsync("say second");
        await world.Bus.Messages.Until(2);
        world.Journal.SetCursor(told.Sequence);
        await world.CrashAndRestartAsync();
        await world.AcceptedAsync("say third");
        await world.Bus.Messages.Until(4);
        world.Bus.Words.ShouldBe(["told", "second", "second", "third"]);
    }

    [Fact]
    public async Task News_goes_at_once_after_a_quiet_moment_and_together_where_it_follows_too_fast()
    {
        await using var world = await World.NewAsync();
        world.Bus.Every = TimeSpan.FromMilliseconds(100);
        await world.AcceptedAsync("say a");
        await world.Bus.Messages.Until(1);
        for (var i = 0; i < 5; i++) await world.AcceptedAsync($"say {i}");
        world.Bus.Words.ShouldBe(["a"]);
        await world.PausesUntil(() => world.Bus.Words.Count == 6, "the rest is told");
        world.Bus.Calls.Items.ShouldBe([1, 5]);
    }

    [Fact]
    public async Task A_host_that_stops_waits_for_no_pace()
    {
        await using var world = await World.NewAsync();
        world.Bus.Every = TimeSpan.FromHours(1);
        await world.AcceptedAsync("say a");
        await world.Bus.Messages.Until(1);
        await world.AcceptedAsync("say b");
        await world.Host.StopAsync(snapshot: false).WaitAsync(Eventually.Patience, World.Token);
        world.Bus.Words.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task News_waits_for_the_bus_and_the_loop_does_not()
    {
        await using var world = await World.NewAsync();
        world.Bus.Away = true;
        await world.AcceptedAsync("say a");
        await world.Observer.Until("publishing failed");
        await world.AcceptedAsync("say b");
        world.Bus.Away = false;
        await world.PausesUntil(() => world.Bus.Messages.Items.Count == 2, "both are told");
        world.Bus.Words.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task More_news_than_memory_holds_is_read_from_the_journal_in_order_and_none_is_skipped()
    {
        await using var world = await World.NewAsync();
        world.Bus.Hold();
        await world.AcceptedAsync("say first");
        await world.Bus.Calls.Until(1);
        const int Count = KernelLimits.NewsBacklog + 500;
        await Task.WhenAll(Enumerable.Range(0, Count).Select(i => world.Send($"say {i}")));
        world.Bus.Release();
        var seen = await world.Bus.Messages.Until(Count + 1);
        seen.Select(each => each.Sequence).ShouldBe(Enumerable.Range(3, Count + 1).Select(each => (long)each).Where(each => each != 2));
    }

    [Fact]
    public async Task A_journal_that_fails_while_news_is_read_from_it_is_read_on_later()
    {
        await using var world = await World.NewAsync();
        world.Bus.Hold();
        await world.AcceptedAsync("say first");
        await world.Bus.Calls.Until(1);
        await Task.WhenAll(Enumerable.Range(0, KernelLimits.NewsBacklog + 10).Select(i => world.Send($"say {i}")));
        world.Journal.Unreadable = true;
        world.Bus.Release();
        await world.Observer.Until("publishing failed");
        world.Journal.Unreadable = false;
        await world.PausesUntil(() => world.Bus.Messages.Items.Count == KernelLimits.NewsBacklog + 11, "all are told");
        world.Bus.Messages.Items.Select(each => each.Sequence).ShouldBeInOrder();
    }

    [Fact]
    public async Task A_cursor_lost_behind_the_trimmed_part_goes_on_with_the_first_record_left()
    {
        await using var world = await World.NewAsync();
        for (var i = 0; i < 10; i++) await world.AcceptedAsync($"say {i}");
        await world.Bus.Messages.Until(10);
        await world.Host.StopAsync();
        world.Journal.Trimmed.ShouldBe(12);
        world.Journal.SetCursor(4);
        await world.StartAsync();
        await world.AcceptedAsync("say ten");
        await world.PausesUntil(() => world.Bus.Words.Contains("ten"), "the new word is told");
        world.Bus.Words.Count.ShouldBe(11);
    }

    [Fact]
    public async Task An_event_that_cannot_be_told_is_reported_and_passed_over()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("say a; say mute; say b");
        await world.Bus.Messages.Until(2);
        world.Bus.Words.ShouldBe(["a", "b"]);
        world.Observer.Told.Items.Single(each => each.What == "publishing failed").Exception!.Message.ShouldContain("passed over");
    }

    [Fact]
    public async Task History_that_is_written_again_has_the_same_keys()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("end one; tell end two; say ended");
        var written = await world.Bus.History.Until(2);
        written.Select(each => Encoding.UTF8.GetString(each.Body.Span)).ShouldBe(["one", "two"]);
        written.Select(each => each.EventId).Distinct().Count().ShouldBe(2);
        world.Journal.SetCursor(0);
        await world.CrashAndRestartAsync();
        (await world.Bus.History.Until(4))[2].EventId.ShouldBe(written[0].EventId);
    }

    [Fact]
    public async Task A_history_store_that_is_away_holds_up_no_news_and_gets_everything_later()
    {
        await using var world = await World.NewAsync();
        world.Bus.HistoryAway = true;
        for (var i = 0; i < 3; i++) await world.AcceptedAsync($"end {i}; say {i}");
        (await world.Bus.Messages.Until(3)).Count.ShouldBe(3);
        world.Bus.Words.ShouldBe(["0", "1", "2"]);
        world.Bus.History.Items.ShouldBeEmpty();
        world.Bus.HistoryAway = false;
        await world.PausesUntil(() => world.Bus.History.Items.Count >= 3, "history has everything");
        world.Bus.History.Items.Select(each => Encoding.UTF8.GetString(each.Body.Span)).ShouldBe(["0", "1", "2"]);
    }

    [Fact]
    public async Task What_history_has_not_taken_is_written_after_a_crash_though_its_news_was_told()
    {
        await using var world = await World.NewAsync();
        world.Bus.HistoryAway = true;
        await world.AcceptedAsync("end one; say ended");
        await world.Bus.Messages.Until(1);
        await world.PassAsync(5);
        // Back only when the run that tried is gone: it would write it as well, under the same id.
        await world.Host.DisposeAsync();
        world.Bus.HistoryAway = false;
        await world.StartAsync();
        (await world.Bus.History.Until(1)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_sink_that_is_away_holds_up_no_other()
    {
        var away = new RecordingBus { Away = true };
        await using var world = await World.NewAsync();
        world.SinksBeside = [away];
        await world.CrashAndRestartAsync();
        await world.AcceptedAsync("say hello");
        await world.Bus.Messages.Until(1);
        away.Messages.Items.ShouldBeEmpty();
        away.Away = false;
        await world.PausesUntil(() => away.Messages.Items.Count >= 1, "the sink has it");
        away.Messages.Items[0].Id.ShouldBe(world.Bus.Messages.Items[0].Id);
    }

    [Fact]
    public async Task What_is_owed_is_sent_until_settled_and_at_once_after_a_restart()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("owe x");
        await world.Bus.Messages.Until(1);
        await world.PassAsync(2);
        await world.Bus.Messages.Until(2);
        await world.PassAsync(4);
        await world.Bus.Messages.Until(3);

        await world.CrashAndRestartAsync();
        var seen = await world.Bus.Messages.Until(4);
        seen.Select(each => each.Id).Distinct().Count().ShouldBe(1);

        await world.AcceptedAsync("settle x; say settled");
        await world.Bus.Messages.Until(5);
        await world.PassAsync(10);
        await world.AcceptedAsync("say end");
        await world.Bus.Messages.Until(6);
        world.Bus.Debts.Count.ShouldBe(4);
    }

    [Fact]
    public async Task What_is_owed_is_not_sent_before_it_is_durable()
    {
        await using var world = await World.NewAsync();
        var calls = world.Journal.Calls.Items.Count;
        world.Journal.Next(Fault.Hang);
        var answer = world.Send("owe x");
        await world.Journal.Calls.Until(calls + 1);
        world.Bus.Debts.ShouldBeEmpty();
        world.Journal.Release();
        await answer;
        await world.Bus.Messages.Until(1);
    }

    [Fact, Refuses("S14")]
    public async Task S14_a_record_that_the_history_store_never_takes_is_set_aside_and_silences_nothing_else()
    {
        await using var world = await World.NewAsync();
        world.Bus.Away = true;
        await world.AcceptedAsync("end first");
        await world.Observer.Until("publishing failed");
        await world.AcceptedAsync($"end {RecordingBus.Untakable}");
        await world.AcceptedAsync("end last; say done");
        world.Bus.Away = false;
        await world.PausesUntil(() => world.Bus.Words.Contains("done"), "everything after it is told");
        world.Bus.History.Items.Select(each => each.EventId).Distinct().Count().ShouldBe(2);
        world.Observer.Told.Items.Count(each => each.Exception?.Message.Contains("set aside") == true).ShouldBe(1);
    }
}
