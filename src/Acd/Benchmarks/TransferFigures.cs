using AcdRouter.Simulation.Load;

namespace AcdRouter.Acd;

/// <summary>What <c>acd bench transfer</c> says of one shape.</summary>
/// <param name="Shape">embedded or servers.</param>
/// <param name="Agents">Agents.</param>
/// <param name="UnderWay">Hand-overs always under way while the top rate is measured.</param>
/// <param name="News">Messages published by one hand-over.</param>
/// <param name="HandOversPerSecond">Whole ones: transfer, offer, accept, giver's, taker's and customer's page told.</param>
/// <param name="BarePerSecond">The yardstick: bare MassTransit consumers passing as many messages and one conditional append a command.</param>
/// <param name="Ratio">The first over the second; the aim is 0.7.</param>
/// <param name="Latency">Of hand-overs at half the top rate.</param>
/// <param name="BareLatency">Of the yardstick at that rate.</param>
/// <param name="P99ToBare">p99 over the yardstick's p99; the aim is at most 3.</param>
/// <param name="P99ToBareMedian">p99 over the yardstick's median.</param>
/// <param name="RawBrokerPerSecond">Raw messages a second through the broker, confirmed and consumed; null where there is none.</param>
/// <param name="RawJournalPerSecond">Raw appends a second, one after the other.</param>
internal sealed record TransferFigures(
    string Shape,
    int Agents,
    int UnderWay,
    double News,
    double HandOversPerSecond,
    double BarePerSecond,
    double Ratio,
    Spread Latency,
    Spread BareLatency,
    double P99ToBare,
    double P99ToBareMedian,
    double? RawBrokerPerSecond,
    double RawJournalPerSecond)
{
    /// <summary>The figures of what was measured, rounded as they are shown.</summary>
    public static TransferFigures Of(
        string shape, int agents, int underWay, TransferMeasured product, TransferMeasured bare, double? rawBroker, double rawJournal) => new(
        shape,
        agents,
        underWay,
        Math.Round(product.News, 1),
        Math.Round(product.Rate),
        Math.Round(bare.Rate),
        Math.Round(product.Rate / bare.Rate, 2),
        product.Latency,
        bare.Latency,
        Math.Round(product.Latency.P99 / bare.Latency.P99, 2),
        Math.Round(product.Latency.P99 / bare.Latency.P50, 2),
        rawBroker is { } broker ? Math.Round(broker) : null,
        Math.Round(rawJournal));
}

/// <summary>Hand-overs of the product, or of what it is compared with, as measured.</summary>
/// <param name="Rate">The most in a second.</param>
/// <param name="Latency">At half that rate.</param>
/// <param name="News">Messages published by one.</param>
internal readonly record struct TransferMeasured(double Rate, Spread Latency, double News);
