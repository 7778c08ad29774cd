using AcdRouter.Contracts;
using AcdRouter.Processes.Tests.Toys;

namespace AcdRouter.Processes.Tests.Hosting;

public sealed class MailboxTests
{
    private static readonly PartitionUnavailableException Reason = new("Closed.", 5);
    private readonly Mailbox mailbox = new(new Signal());
    private readonly List<MailItem> batch = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sites_are_taken_in_turn_so_that_a_noisy_one_starves_nobody()
    {
        for (var i = 0; i < KernelLimits.MailboxPerSite; i++) await PostAsync(Toy.Site);
        await PostAsync(Toy.Other);
        mailbox.Drain(batch);
        batch.Count.ShouldBe(KernelLimits.BatchSize);
        batch[1].Site.ShouldBe(Toy.Other);
        mailbox.Count.ShouldBe(KernelLimits.MailboxPerSite + 1 - KernelLimits.BatchSize);
    }

    [Fact]
    public async Task A_full_site_makes_its_senders_wait_and_nobody_else()
    {
        for (var i = 0; i < KernelLimits.MailboxPerSite; i++) await PostAsync(Toy.Site);
        var waiting = PostAsync(Toy.Site).AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        PostAsync(Toy.Other).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
        mailbox.Drain(batch);
        await waiting.WaitAsync(Testing.Eventually.Patience, Token);
    }

    [Fact]
    public async Task Closing_turns_away_who_waits_for_room_and_who_comes_later_but_keeps_what_is_in()
    {
        for (var i = 0; i < KernelLimits.MailboxPerSite; i++) await PostAsync(Toy.Site);
        var waiting = PostAsync(Toy.Site).AsTask();
        mailbox.Close(Reason);
        (await Should.ThrowAsync<PartitionUnavailableException>(waiting.WaitAsync(Testing.Eventually.Patience, Token))).RetryAfterSeconds.ShouldBe(5);
        await Should.ThrowAsync<PartitionUnavailableException>(PostAsync(Toy.Other).AsTask());
        mailbox.Count.ShouldBe(KernelLimits.MailboxPerSite);
    }

    [Fact]
    public async Task Abandoning_fails_everything_that_is_in()
    {
        var item = new MailItem { Site = Toy.Site };
        await mailbox.PostAsync(item, Token);
        mailbox.Close(Reason);
        mailbox.Abandon(Reason);
        await Should.ThrowAsync<PartitionUnavailableException>(item.Answered);
        mailbox.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_redelivered_command_is_taken_alone()
    {
        await PostAsync(Toy.Site);
        await mailbox.PostAsync(new MailItem { Site = Toy.Other, Command = Toy.Act(1, "add 1", Toy.Other) with { Delivery = 2 } }, Token);
        await PostAsync(Toy.Site);
        List<int> sizes = [];
        while (mailbox.Count > 0)
        {
            mailbox.Drain(batch);
            sizes.Add(batch.Count);
            batch.Clear();
        }
        sizes.ShouldBe([1, 1, 1]);
    }

    private ValueTask PostAsync(SiteId site) => mailbox.PostAsync(new MailItem { Site = site }, Token);
}
