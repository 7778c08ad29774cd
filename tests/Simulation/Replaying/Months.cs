using System.Text;
using AcdRouter.Simulation.Recordings;

namespace AcdRouter.Simulation.Tests.Replaying;

/// <summary>Months for tests.</summary>
internal static class Months
{
    private static readonly Lazy<RecordedMonth> Read = new(() => RecordedMonth.Read(RecordedMonth.SamplePath));

    public static RecordedMonth February => Read.Value;

    public static RecordedMonth Of(params string[] rows) =>
        RecordedMonth.Read(new MemoryStream(Encoding.ASCII.GetBytes(string.Join('\n', rows))), "test.tsv");

    /// <summary>An answered call: arrives, waits, is served so long by the agent.</summary>
    public static string Answered(string arrival, int wait, string start, string end, int service, string agent, int priority = 0, string type = "PS") =>
        $"AA0101\t1\t0\t{priority}\t{type}\t990201\t{arrival}\t{arrival}\t0\t{(wait == 0 ? "0:00:00" : arrival)}\t{start}\t{wait}\tAGENT\t{start}\t{end}\t{service}\t{agent}";

    /// <summary>A call that hung up after waiting.</summary>
    public static string HungUp(string arrival, string left, int wait, int priority = 0, string type = "PS") =>
        $"AA0101\t1\t0\t{priority}\t{type}\t990201\t{arrival}\t{arrival}\t0\t{arrival}\t{left}\t{wait}\tHANG\t0:00:00\t0:00:00\t0\tNO_SERVER";
}
