using System.Globalization;
using System.Runtime.InteropServices;

namespace AcdRouter.Acd;

/// <summary>What a run of scenarios says at its end.</summary>
/// <param name="Machine">The operating system.</param>
/// <param name="Processors">Processors seen.</param>
/// <param name="Runtime">The framework.</param>
/// <param name="Seed">What was drawn from.</param>
/// <param name="Times">How often each fault struck.</param>
/// <param name="Scenarios">A verdict each.</param>
internal sealed record ChaosReport(string Machine, int Processors, string Runtime, int Seed, int Times, IReadOnlyList<ChaosResult> Scenarios)
{
    public bool Passed => Scenarios.All(each => each.Passed);

    public static ChaosReport Of(ChaosOptions options, IReadOnlyList<ChaosResult> results) =>
        new(RuntimeInformation.OSDescription, Environment.ProcessorCount, RuntimeInformation.FrameworkDescription, options.Seed, options.Times, results);

    public void Write(TextWriter target)
    {
        target.WriteLine(
            $"{"scenario",-18} {"verdict",-8} {"faults",6} {"hand-overs",10} {"commands",9} {"repeated",8} {"lost",5} {"doubled",7} {"order",5} {"early",5} {"other",5}  first offer ms: min   p50   p95    max");
        foreach (var each in Scenarios) WriteLine(target, each);
        foreach (var failed in Scenarios.Where(each => !each.Passed))
        {
            target.WriteLine();
            target.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{failed.Scenario} failed; seed {Seed}, everything lies in {failed.Logs}"));
            foreach (var problem in failed.Problems) target.WriteLine($"  {problem}");
        }
    }

    private static void WriteLine(TextWriter target, ChaosResult result)
    {
        var verdict = result.Passed ? "passed" : "FAILED";
        if (result.Load is not { } load)
        {
            target.WriteLine($"{result.Scenario,-18} {verdict,-8}");
            return;
        }
        var wrong = load.Findings;
        var first = load.FirstOffer;
        target.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Scenario,-18} {verdict,-8} {load.Faults,6} {load.HandOvers,10} {load.Promises,9} {load.Repeated,8} {wrong.LostCount,5} {wrong.DoubledCount,7} {wrong.OutOfOrderCount,5} {wrong.EarlyCount,5} {wrong.SurprisingCount,5}  {first.Min,19:F0} {first.P50,5:F0} {first.P95,5:F0} {first.Max,6:F0}"));
    }
}
