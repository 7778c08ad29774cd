using System.Globalization;
using AcdRouter.Journals;
using AcdRouter.Simulation.Load;
using AcdRouter.Web;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>
/// The program on servers, two cores in processes of their own, beside bare consumers in a process of their own on the same
/// broker and the same Redis.
/// </summary>
/// <param name="servers">The servers.</param>
/// <param name="folder">Where the programs keep their files.</param>
/// <param name="command">How this program is started once more.</param>
/// <param name="plan">How it is measured.</param>
/// <param name="say">Told what is going on.</param>
internal sealed class ServersTransferBench(
    TransferServers servers, string folder, IReadOnlyList<string> command, TransferPlan plan, Action<string> say)
{
    private const int Agents = 100;

    /// <summary>The database of the yardstick; the product's is 0.</summary>
    private const int BareDatabase = 1;
    private const int RawDatabase = 2;

    public async Task<TransferFigures> RunAsync(CancellationToken cancellationToken)
    {
        say("hand-overs on servers …");
        var product = await ProductAsync(cancellationToken);
        // Each of the two commands brings about as many.
        var news = (int)Math.Round(product.News / 2, MidpointRounding.AwayFromZero);
        say($"bare consumers with {news} messages a command …");
        var bare = await BareAsync(news, product.Rate / 2, cancellationToken);
        say("raw broker, raw Redis …");
        var broker = await RawBroker.MeasureAsync(Address(await servers.MakeHostAsync("raw", cancellationToken)), plan.Length, cancellationToken);
        return TransferFigures.Of("servers", Agents, plan.UnderWay, product, bare, broker, await RawJournalAsync(cancellationToken));
    }

    private async Task<TransferMeasured> ProductAsync(CancellationToken cancellationToken)
    {
        var site = new LoadSite("bench", Agents, 10, 100) { Distribution = "most-idle", OfferSeconds = 300 };
        await using var installation = await TransferInstallation.StartAsync(servers, folder, command, site, cancellationToken);
        var counter = new NewsCounter();
        using var counting = installation.Services.GetRequiredService<IBus>().ConnectConsumeMessageObserver(counter);
        await using var load = new HandOverLoad(installation.Services.GetRequiredService<IEngine>(), installation.Services.GetRequiredService<LiveHub>(), site);
        await load.PrepareAsync(plan.UnderWay, cancellationToken);
        await HandOverMeter.WarmUpAsync(load, plan, cancellationToken);
        var (count, before) = (0, counter.Count);
        var rate = await HandOverMeter.TopRateAsync(load, plan, cancellationToken, done => count = done);
        var news = (double)(counter.Count - before) / count;
        return new TransferMeasured(rate, await HandOverMeter.AtRateAsync(load, plan, rate / 2, cancellationToken), news);
    }

    private async Task<TransferMeasured> BareAsync(int news, double rate, CancellationToken cancellationToken)
    {
        var bus = await servers.MakeHostAsync("bare", cancellationToken);
        await BareRabbit.DeclareAsync(Address(bus), cancellationToken);
        await using var engine = new ProgramUnderLoad(
            "bare",
            command,
            _ => ["bench", BenchBareConsumer.Name, "--bus", bus, "--journal", Database(BareDatabase), "--messages", news.ToString(CultureInfo.InvariantCulture)],
            folder);
        engine.Launch();
        var load = new BareHandOvers(news);
        var pages = BareRabbit.CreatePages(Address(bus), load);
        await pages.StartAsync(cancellationToken);
        try
        {
            load.Use(pages, BareRabbit.Commands);
            await load.PrepareAsync(plan.UnderWay, cancellationToken);
            // The first waits until the process runs.
            await load.HandOverAsync(0, cancellationToken);
            await HandOverMeter.WarmUpAsync(load, plan, cancellationToken);
            var top = await HandOverMeter.TopRateAsync(load, plan, cancellationToken);
            return new TransferMeasured(top, await HandOverMeter.AtRateAsync(load, plan, Math.Min(rate, top / 2), cancellationToken), news);
        }
        finally
        {
            await pages.StopAsync(CancellationToken.None);
        }
    }

    private async Task<double> RawJournalAsync(CancellationToken cancellationToken)
    {
        var options = new RedisStoreOptions { Address = RedisAddress.Parse(Database(RawDatabase)) };
        await using var store = await RedisStore.ConnectAsync(options, cancellationToken);
        await using var journal = store.OpenJournal(0);
        return await RawAppends.MeasureAsync(journal, plan.Length, cancellationToken);
    }

    private string Database(int number) => string.Create(CultureInfo.InvariantCulture, $"{servers.Redis}/{number}");

    private static RabbitAddress Address(string bus) => new(BusAddress.Parse(bus).Address!);
}
