using AcdRouter.Journals;
using AcdRouter.Simulation.Load;
using AcdRouter.Web;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>The whole program in this process on files, beside bare consumers on the same library and the same kind of journal.</summary>
internal static class EmbeddedTransferBench
{
    private const int Agents = 100;

    public static async Task<TransferFigures> RunAsync(string folder, TransferPlan plan, Action<string> say, CancellationToken cancellationToken)
    {
        var site = new LoadSite("bench", Agents, 10, 100) { Distribution = "most-idle", OfferSeconds = 300 };
        say("hand-overs, embedded …");
        var product = await ProductAsync(folder, site, plan, cancellationToken);
        // A publish each, halved: each of the two commands brings about as many.
        var news = (int)Math.Round(product.News / 2, MidpointRounding.AwayFromZero);
        say($"bare consumers with {news} messages a command …");
        var bare = await BareAsync(folder, news, plan, product.Rate / 2, cancellationToken);
        return TransferFigures.Of("embedded", Agents, plan.UnderWay, product, bare, rawBroker: null, await RawAsync(folder, plan.Length, cancellationToken));
    }

    private static async Task<TransferMeasured> ProductAsync(
        string folder, LoadSite site, TransferPlan plan, CancellationToken cancellationToken)
    {
        var data = new DataFolder(Path.Combine(folder, "product"));
        Directory.CreateDirectory(data.Path);
        var file = Path.Combine(folder, "bench.yaml");
        await File.WriteAllTextAsync(file, site.ToYaml(), cancellationToken);
        var settings = new RunSettings(data, "http://127.0.0.1:0", [SettingsFile.Read(file).File!], null, false, []);
        await using var journal = await FileJournal.OpenAsync(new FileJournalOptions { Folder = data.Journal }, cancellationToken);
        await using var history = await FileHistoryStore.OpenAsync(
            new FileHistoryStoreOptions { Folder = data.History, Redact = CustomerRemoval.Apply }, cancellationToken);
        await using var app = AcdHost.Build(settings, journal, history);
        await app.StartAsync(cancellationToken);
        var counter = new PublishCounter();
        using var counting = app.Services.GetRequiredService<IBus>().ConnectPublishObserver(counter);
        TransferMeasured figures;
        await using (var load = new HandOverLoad(app.Services.GetRequiredService<IEngine>(), app.Services.GetRequiredService<LiveHub>(), site))
        {
            await load.PrepareAsync(plan.UnderWay, cancellationToken);
            await HandOverMeter.WarmUpAsync(load, plan, cancellationToken);
            var (count, before) = (0, counter.Count);
            var rate = await HandOverMeter.TopRateAsync(load, plan, cancellationToken, done => count = done);
            var news = (double)(counter.Count - before) / count;
            figures = new TransferMeasured(rate, await HandOverMeter.AtRateAsync(load, plan, rate / 2, cancellationToken), news);
        }
        await app.StopAsync(cancellationToken);
        return figures;
    }

    private static async Task<TransferMeasured> BareAsync(
        string folder, int news, TransferPlan plan, double rate, CancellationToken cancellationToken)
    {
        await using var journal = await FileJournal.OpenAsync(new FileJournalOptions { Folder = Path.Combine(folder, "bare") }, cancellationToken);
        using var consumer = await BareConsumer.OpenAsync(journal, news, cancellationToken);
        var load = new BareHandOvers(news);
        var bus = Bus.Factory.CreateUsingInMemory(configurator =>
        {
            configurator.ReceiveEndpoint(BareHandOvers.Queue, endpoint => endpoint.Handler<BareCommand>(consumer.ConsumeAsync));
            configurator.ReceiveEndpoint(BareHandOvers.NewsQueue, endpoint => endpoint.Handler<BareNews>(load.ConsumeAsync));
        });
        await bus.StartAsync(cancellationToken);
        load.Use(bus, new Uri($"queue:{BareHandOvers.Queue}"));
        await load.PrepareAsync(plan.UnderWay, cancellationToken);
        await HandOverMeter.WarmUpAsync(load, plan, cancellationToken);
        var top = await HandOverMeter.TopRateAsync(load, plan, cancellationToken);
        var latency = await HandOverMeter.AtRateAsync(load, plan, Math.Min(rate, top / 2), cancellationToken);
        await bus.StopAsync(cancellationToken);
        return new TransferMeasured(top, latency, news);
    }

    private static async Task<double> RawAsync(string folder, TimeSpan length, CancellationToken cancellationToken)
    {
        await using var journal = await FileJournal.OpenAsync(new FileJournalOptions { Folder = Path.Combine(folder, "raw") }, cancellationToken);
        return await RawAppends.MeasureAsync(journal, length, cancellationToken);
    }
}
