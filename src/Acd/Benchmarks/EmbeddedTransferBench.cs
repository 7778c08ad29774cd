using AcdRouter.Journals;
using AcdRouter.Simulation.Load;
using AcdRouter.Web;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>The whole program in this process on files, beside bare consumers on the same library and the same kind of journal.</summary>
internal static class EmbeddedTransferBench
{
    private const int Agents = 100;

    public static async Task<TransferFigures> RunAsync(string folder, int underWay, TimeSpan length, Action<string> say, CancellationToken cancellationToken)
    {
        var site = new LoadSite("bench", Agents, 10, 100) { Distribution = "most-idle", OfferSeconds = 300 };
        say("hand-overs, embedded …");
        var product = await ProductAsync(folder, site, underWay, length, cancellationToken);
        // A publish each, halved: each of the two commands brings about as many.
        var news = (int)Math.Round(product.News / 2, MidpointRounding.AwayFromZero);
        say($"bare consumers with {news} messages a command …");
        var bare = await BareAsync(folder, news, underWay, length, product.Rate / 2, cancellationToken);
        return TransferFigures.Of("embedded", Agents, underWay, product, bare, rawBroker: null, await RawAsync(folder, length, cancellationToken));
    }

    private static async Task<TransferMeasured> ProductAsync(
        string folder, LoadSite site, int underWay, TimeSpan length, CancellationToken cancellationToken)
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
            await load.PrepareAsync(underWay, cancellationToken);
            await HandOverMeter.WarmUpAsync(load, underWay, length, cancellationToken);
            var (count, before) = (0, counter.Count);
            var rate = await HandOverMeter.TopRateAsync(load, underWay, length, cancellationToken, done => count = done);
            var news = (double)(counter.Count - before) / count;
            figures = new TransferMeasured(rate, await HandOverMeter.AtRateAsync(load, underWay, rate / 2, length, cancellationToken), news);
        }
        await app.StopAsync(cancellationToken);
        return figures;
    }

    private static async Task<TransferMeasured> BareAsync(
        string folder, int news, int underWay, TimeSpan length, double rate, CancellationToken cancellationToken)
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
        await load.PrepareAsync(underWay, cancellationToken);
        await HandOverMeter.WarmUpAsync(load, underWay, length, cancellationToken);
        var top = await HandOverMeter.TopRateAsync(load, underWay, length, cancellationToken);
        var latency = await HandOverMeter.AtRateAsync(load, underWay, Math.Min(rate, top / 2), length, cancellationToken);
        await bus.StopAsync(cancellationToken);
        return new TransferMeasured(top, latency, news);
    }

    private static async Task<double> RawAsync(string folder, TimeSpan length, CancellationToken cancellationToken)
    {
        await using var journal = await FileJournal.OpenAsync(new FileJournalOptions { Folder = Path.Combine(folder, "raw") }, cancellationToken);
        return await RawAppends.MeasureAsync(journal, length, cancellationToken);
    }
}
