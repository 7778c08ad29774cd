using AcdRouter.Acd;
using AcdRouter.Journals;
using AcdRouter.Processes;
using AcdRouter.Servers.Tests.Postgres;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Installations;

/// <summary>A partition that was halted goes on only when somebody says that what is missing is lost.</summary>
public sealed class AcceptLossTests(OwnRedis redis) : IClassFixture<OwnRedis>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact, Refuses("I10")]
    public async Task I10_a_halted_partition_goes_on_when_the_loss_is_accepted_and_not_before()
    {
        await using var store = await RedisStore.ConnectAsync(new RedisStoreOptions { Address = RedisAddress.Parse(redis.Address) }, Stop);
        await store.InitialiseAsync(RedisInstallation.Of(PostgresTool.Installation, 4), Stop);
        await store.HaltAsync(2, "Record 7 was expected, 5 was found.", 0, Stop);
        await using var journal = store.OpenJournal(2);
        var batch = new JournalBatch(new JournalHead(1, "somebody", 1, Guid.NewGuid()), [new StoredRecord(1, "{}"u8.ToArray())]);
        await Should.ThrowAsync<JournalHaltedException>(async () => await journal.AppendAsync(JournalHead.Empty, batch, Stop));

        (await RunAsync("--partition", "1")).ShouldBe(ExitCodes.Failed);
        (await RunAsync("--partition", "4")).ShouldBe(ExitCodes.Usage);
        (await RunAsync("--partition", "2")).ShouldBe(ExitCodes.Done);

        (await store.ReadHaltAsync(2, Stop)).ShouldBeNull();
        (await journal.AppendAsync(JournalHead.Empty, batch, Stop)).ShouldBe(batch.Head);
        (await RunAsync("--partition", "2")).ShouldBe(ExitCodes.Failed, "it goes on already");
    }

    private Task<int> RunAsync(params string[] arguments) => AcdCommands.RunAsync(["journal", "accept-loss", "--journal", redis.Address, .. arguments]);
}
