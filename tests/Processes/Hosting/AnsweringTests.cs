using AcdRouter.Contracts;
using AcdRouter.Processes.Tests.Faults;
using AcdRouter.Processes.Tests.Toys;
using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.Hosting;

/// <summary>Answers, repeats, defects.</summary>
public sealed class AnsweringTests
{
    [Fact, Accepts("I10")]
    public async Task I10_no_answer_and_no_news_leaves_before_the_append_has_returned()
    {
        await using var world = await World.NewAsync();
        var calls = world.Journal.Calls.Items.Count;
        world.Journal.Next(Fault.Hang);
        var answer = world.Send("add 1; say hello");
        await world.Journal.Calls.Until(calls + 1);
        answer.IsCompleted.ShouldBeFalse();
        world.Bus.Words.ShouldBeEmpty();

        world.Journal.Release();
        (await answer.WaitAsync(Eventually.Patience, World.Token)).ShouldBeOfType<CommandAccepted>();
        await world.Bus.Messages.Until(1);
    }

    [Fact, Accepts("I10")]
    public async Task I10_what_was_answered_is_there_after_a_crash()
    {
        await using var world = await World.NewAsync();
        for (var i = 0; i < 20; i++) await world.AcceptedAsync("add 1");
        await world.CrashAndRestartAsync();
        (await world.SumAsync()).Total.ShouldBe(20);
    }

    [Fact, Accepts("I10")]
    public async Task I10_a_command_whose_answer_was_lost_in_a_crash_has_one_effect_when_repeated()
    {
        await using var world = await World.NewAsync();
        world.Journal.Next(Fault.StoreAndThrow);
        var lost = world.Send("add 1", id: 50);
        await world.Observer.Until("journal away");
        await world.Host.DisposeAsync();
        await Should.ThrowAsync<PartitionUnavailableException>(lost.WaitAsync(Eventually.Patience, World.Token));

        await world.StartAsync();
        await world.AcceptedAsync("add 1", id: 50);
        (await world.SumAsync()).Total.ShouldBe(1);
    }

    [Fact, Refuses("I10")]
    public async Task I10_a_command_that_never_reached_the_journal_is_not_there_after_a_crash_and_was_not_answered()
    {
        await using var world = await World.NewAsync();
        world.Journal.Away = true;
        var lost = world.Send("add 1");
        await world.Observer.Until("journal away");
        await world.Host.DisposeAsync();
        await Should.ThrowAsync<PartitionUnavailableException>(lost.WaitAsync(Eventually.Patience, World.Token));

        world.Journal.Away = false;
        await world.StartAsync();
        (await world.SumAsync()).Total.ShouldBe(0);
    }

    [Fact, Accepts("I10")]
    public async Task I10_repeats_get_the_recorded_answer_also_in_the_same_batch_and_after_a_restart()
    {
        await using var world = await World.NewAsync();
        world.Journal.Next(Fault.Hang);
        var first = world.Send("say first");
        await world.Journal.Calls.Until(3);
        Task<object>[] same = [world.Send("add 1", 50), world.Send("add 1", 50), world.Send("refuse", 51), world.Send("refuse", 51)];
        world.Journal.Release();
        await first;
        var answers = await Task.WhenAll(same).WaitAsync(Eventually.Patience, World.Token);
        answers[1].ShouldBe(answers[0]);
        answers[3].ShouldBe(answers[2]);

        await world.CrashAndRestartAsync();
        (await world.DoAsync("add 1", 50)).ShouldBe(answers[0]);
        (await world.DoAsync("refuse", 51)).ToString().ShouldBe(answers[2].ToString());
        (await world.SumAsync()).Total.ShouldBe(1);
    }

    [Fact]
    public async Task A_repeat_is_answered_only_after_the_journal_has_confirmed_that_it_is_still_ours()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("add 1", id: 50);
        world.Journal.TakeOver();
        await Should.ThrowAsync<PartitionUnavailableException>(world.DoAsync("add 1", id: 50));
        (await world.Host.Ended).ShouldBeOfType<JournalTakenException>();
    }

    [Fact]
    public async Task A_decision_that_throws_is_undone_recorded_and_reported_and_the_rest_of_its_batch_goes_on()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("add 100");
        var calls = world.Journal.Calls.Items.Count;
        world.Journal.Next(Fault.Hang);
        var hold = world.Send("say hold");
        await world.Journal.Calls.Until(calls + 1);
        var before = world.Send("add 1");
        var defect = world.Send("add 10; ask add 10; throw", id: 50);
        var after = world.Send("add 2");
        world.Journal.Release();
        await Task.WhenAll(hold, before, after).WaitAsync(Eventually.Patience, World.Token);

        (await defect).ShouldBeOfType<CommandRefused>().Refusal.Reason.ShouldBe(RefusalReason.CommandFailed);
        (await world.SumAsync()).Total.ShouldBe(103);
        world.Observer.Count("command failed").ShouldBe(1);
        world.Records.ShouldContain(record => record.Events.Any(each => each is CommandFailed));
        (await world.RefusedAsync("add 10; ask add 10; throw", id: 50)).Reason.ShouldBe(RefusalReason.CommandFailed);
        world.Observer.Count("command failed").ShouldBe(1);
        (await world.HashAsync()).Hash.ShouldBe((await world.ReplayAsync()).Hash());
    }

    [Fact]
    public async Task A_decision_that_throws_while_the_journal_cannot_be_read_waits_for_it()
    {
        await using var world = await World.NewAsync();
        world.Journal.Unreadable = true;
        var defect = world.Send("throw");
        await world.Observer.Until("journal away");
        world.Journal.Unreadable = false;
        await world.PausesUntil(() => defect.IsCompleted, "the failed command is answered");
        (await defect).ShouldBeOfType<CommandRefused>().Refusal.Reason.ShouldBe(RefusalReason.CommandFailed);
    }

    [Fact]
    public async Task A_decision_that_throws_after_another_writer_took_over_stops_the_partition()
    {
        await using var world = await World.NewAsync();
        world.Journal.TakeOver();
        await Should.ThrowAsync<PartitionUnavailableException>(world.DoAsync("throw"));
        (await world.Host.Ended).ShouldBeOfType<JournalTakenException>();
        world.Observer.Count("command failed").ShouldBe(0);
    }

    [Fact]
    public async Task A_first_configuration_that_throws_leaves_no_site_and_the_partition_goes_on()
    {
        await using var world = await World.NewAsync();
        var answer = await world.Host.SubmitAsync(Toy.Configure(Toy.Other, Toy.ThrowingConfiguration), World.Token);
        answer.ShouldBeOfType<CommandRefused>().Refusal.Reason.ShouldBe(RefusalReason.CommandFailed);
        (await world.RefusedAsync("add 1", site: Toy.Other)).Reason.ShouldBe(RefusalReason.UnknownSite);
        await world.AcceptedAsync("add 1");
    }

    [Fact]
    public async Task A_command_delivered_too_often_is_set_aside_undecided_unless_it_was_answered()
    {
        await using var world = await World.NewAsync();
        var poison = Toy.Act(50, "break") with { Delivery = KernelLimits.MaxDeliveries + 1 };
        (await world.Host.SubmitAsync(poison, World.Token)).ShouldBeOfType<CommandRefused>().Refusal.Reason.ShouldBe(RefusalReason.CommandFailed);

        var accepted = await world.AcceptedAsync("add 1", id: 51);
        var late = Toy.Act(51, "add 1") with { Delivery = KernelLimits.MaxDeliveries + 1 };
        (await world.Host.SubmitAsync(late, World.Token)).ShouldBe(accepted);
    }

    [Fact]
    public async Task A_query_that_throws_fails_alone()
    {
        await using var world = await World.NewAsync();
        await Should.ThrowAsync<DecisionFailedException>(world.Host.AskAsync(new Trap(Toy.Site), World.Token).AsTask());
        await world.AcceptedAsync("add 1");
    }

    [Fact]
    public async Task A_broken_invariant_stops_the_partition_loudly_and_answers_nobody()
    {
        await using var world = await World.NewAsync();
        await Should.ThrowAsync<PartitionUnavailableException>(world.DoAsync("break"));
        (await world.Host.Ended.WaitAsync(Eventually.Patience, World.Token)).ShouldBeOfType<InvariantBrokenException>();
        world.Host.Status.Phase.ShouldBe(PartitionPhase.Stopped);
        world.Host.Status.Problem.ShouldBe("Told to break.");
        world.Observer.Count("stopped").ShouldBe(1);
        await Should.ThrowAsync<PartitionUnavailableException>(world.DoAsync("add 1"));
    }

    [Fact, Accepts("I9"), Refuses("I9")]
    public async Task I9_command_ids_and_things_of_one_site_are_unknown_at_another()
    {
        await using var world = await World.NewAsync();
        await world.Host.SubmitAsync(Toy.Configure(Toy.Other), World.Token);
        await world.AcceptedAsync("add 1; due tea 60000 add 1", id: 50);
        await world.AcceptedAsync("add 5", id: 50, site: Toy.Other);
        (await world.SumAsync(Toy.Other)).Total.ShouldBe(5);
        (await world.Host.AskAsync(new WhenDue(Toy.Site, "tea"), World.Token)).ShouldBeOfType<DueView>();
        (await world.Host.AskAsync(new WhenDue(Toy.Other, "tea"), World.Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_and_not_the_command()
    {
        await using var world = await World.NewAsync();
        var calls = world.Journal.Calls.Items.Count;
        world.Journal.Next(Fault.Hang);
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(World.Token);
        var answer = world.Host.SubmitAsync(Toy.Act(50, "add 1"), impatient.Token).AsTask();
        await world.Journal.Calls.Until(calls + 1);
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(answer);
        world.Journal.Release();
        (await world.SumAsync()).Total.ShouldBe(1);
    }
}
