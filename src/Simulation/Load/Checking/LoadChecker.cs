using System.Text.Json;

namespace AcdRouter.Simulation.Load;

/// <summary>Compares what the recorder kept with what the journals hold.</summary>
public static class LoadChecker
{
    /// <summary>Checks one site's load.</summary>
    /// <param name="site">The site.</param>
    /// <param name="journals">Every partition's records; the site is in one of them.</param>
    /// <param name="recorder">What was promised and given.</param>
    /// <param name="faults">When faults struck, each once it had.</param>
    /// <param name="tearDowns">Voice calls as the bridge was told to end them, with the journal's head at that moment.</param>
    /// <param name="findings">Takes what is wrong; may hold findings already.</param>
    public static LoadVerdict Check(
        string site,
        IReadOnlyList<JournalCopy> journals,
        LoadRecorder recorder,
        IReadOnlyList<DateTimeOffset> faults,
        IReadOnlyList<TearDownSeen> tearDowns,
        LoadFindings findings)
    {
        var story = new SiteStory(findings);
        var effects = new Dictionary<Guid, List<(long Sequence, bool Accepted)>>();
        var records = 0L;
        foreach (var journal in journals) records += Tell(journal, site, story, effects, findings);
        foreach (var promise in recorder.Promises) Check(promise, story, effects, findings);
        foreach (var seen in recorder.Offers)
        {
            if (!story.Offers.ContainsKey((seen.Agent, seen.Request, seen.Offer)))
                findings.Early($"{seen.Agent} was shown offer {seen.Offer} of request {seen.Request}, which is in no record");
        }
        var ended = tearDowns.Where(each => each.Site == site).ToList();
        foreach (var seen in ended) Check(seen, story, findings);
        foreach (var surprise in recorder.Surprises) findings.Surprising(surprise);
        var promises = recorder.Promises;
        return new LoadVerdict(
            records,
            promises.Count,
            promises.Count(each => each.Tries > 1),
            recorder.HandOvers,
            ended.Count,
            Spread.Of(FirstOffers(recorder.Offers, story, faults)),
            faults.Count,
            Spread.Of(promises.Where(each => each.Status is not null).Select(each => each.AnsweredAt - each.SentAt)),
            findings);
    }

    private static long Tell(
        JournalCopy journal, string site, SiteStory story, Dictionary<Guid, List<(long Sequence, bool Accepted)>> effects, LoadFindings findings)
    {
        var (records, epoch, last) = (0L, 0L, (long?)null);
        foreach (var stored in journal.Records)
        {
            using var document = JsonDocument.Parse(stored.Payload);
            var record = document.RootElement;
            if (last is { } before && stored.Sequence != before + 1) findings.Lost($"partition {journal.Partition} has no record between {before} and {stored.Sequence}");
            last = stored.Sequence;
            var written = record.GetProperty("epoch").GetInt64();
            if (written < epoch) findings.Surprising($"record {stored.Sequence} of partition {journal.Partition} is of epoch {written}, after epoch {epoch}");
            epoch = Math.Max(epoch, written);
            if (!record.TryGetProperty("site", out var of) || of.GetString() != site) continue;
            records++;
            if (record.TryGetProperty("cmd", out var command))
            {
                if (!effects.TryGetValue(command.GetGuid(), out var known)) effects.Add(command.GetGuid(), known = []);
                known.Add((stored.Sequence, !record.TryGetProperty("refused", out _)));
            }
            story.Take(stored.Sequence, DateTimeOffset.FromUnixTimeMilliseconds(record.GetProperty("at").GetInt64()), record.GetProperty("events"));
        }
        return records;
    }

    private static void Check(
        Promise promise, SiteStory story, Dictionary<Guid, List<(long Sequence, bool Accepted)>> effects, LoadFindings findings)
    {
        // Given up as the load ended: nothing was promised.
        if (promise.Status is null) return;
        // A refusal names no command; under a key that is no entry's, the command is the key.
        var command = promise.IsAccepted ? promise.Command : promise.Kind == PromiseKind.Entry ? Guid.Empty : promise.Key;
        var known = effects.GetValueOrDefault(command, []);
        if (known.Count > 1) findings.Doubled($"{promise} has records {string.Join(", ", known.Select(each => each.Sequence))}");
        if (!promise.IsAccepted)
        {
            if (known.Any(each => each.Accepted)) findings.Doubled($"{promise} was refused; record {known[0].Sequence} accepts it");
            return;
        }
        if (known.Count == 0 || !known[0].Accepted)
        {
            findings.Lost($"{promise} is in no record");
            return;
        }
        if (promise.Sequence is { } sequence && known[0].Sequence != sequence) findings.Lost($"{promise} is in record {known[0].Sequence}");
        if (promise.Kind is PromiseKind.Transfer or PromiseKind.Entry && story.Accepted.GetValueOrDefault(promise.MadeRequest) != known[0].Sequence)
            findings.Lost($"{promise}: record {known[0].Sequence} queues no such request");
        if (promise.Kind == PromiseKind.Accept && !story.Has(promise.By, promise.Request, known[0].Sequence))
            findings.Lost($"{promise}: record {known[0].Sequence} does not give the request");
    }

    private static void Check(TearDownSeen seen, SiteStory story, LoadFindings findings)
    {
        if (!story.TearDowns.TryGetValue(seen.Call, out var sequence)) findings.Early($"call {seen.Call} was torn down; no record says so");
        else if (sequence > seen.Head) findings.Early($"call {seen.Call} was torn down by record {sequence} when the journal ended with {seen.Head}");
    }

    /// <summary>From each fault to the first time that an agent saw an offer decided after it.</summary>
    private static IEnumerable<TimeSpan> FirstOffers(IReadOnlyList<OfferSeen> seen, SiteStory story, IReadOnlyList<DateTimeOffset> faults)
    {
        foreach (var fault in faults)
        {
            // Seen and made after it: one that was made before, withdrawn and made again under its number was perhaps seen before.
            var first = seen
                .Where(each => each.At >= fault && story.Offers.GetValueOrDefault((each.Agent, each.Request, each.Offer), []).Exists(made => made >= fault))
                .Min(each => (DateTimeOffset?)each.At);
            if (first is { } at) yield return at - fault;
        }
    }
}
