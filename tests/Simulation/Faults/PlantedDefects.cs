using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Simulation.Faults;

namespace AcdRouter.Simulation.Tests.Faults;

/// <summary>Does not fold one kind of event: what was told did not happen.</summary>
internal sealed class Deaf(IProcess inner, string eventName) : ProcessDecorator(inner)
{
    public override void Apply(IJournalEvent journalEvent, in Stamp stamp)
    {
        if (!IsEvent(journalEvent, eventName)) base.Apply(journalEvent, stamp);
    }
}

/// <summary>Does not fold one event in so many, counted over all instances: the same journal leads to different states.</summary>
internal sealed class Moody(IProcess inner, string eventName, int oneIn) : ProcessDecorator(inner)
{
    private static int applied;

    public override void Apply(IJournalEvent journalEvent, in Stamp stamp)
    {
        if (IsEvent(journalEvent, eventName) && Interlocked.Increment(ref applied) % oneIn == 0) return;
        base.Apply(journalEvent, stamp);
    }
}

/// <summary>Takes every standstill for the end of the program that held the lines.</summary>
internal sealed class Nervous(IProcess inner) : ProcessDecorator(inner)
{
    public override void Apply(IJournalEvent journalEvent, in Stamp stamp) =>
        base.Apply(journalEvent is Resumed resumed ? resumed with { LinesKept = false } : journalEvent, stamp);
}

/// <summary>Takes the lines of a program that is gone for its own.</summary>
internal sealed class Trusting(IProcess inner) : ProcessDecorator(inner)
{
    public override void Apply(IJournalEvent journalEvent, in Stamp stamp) =>
        base.Apply(journalEvent is Resumed resumed ? resumed with { LinesKept = true } : journalEvent, stamp);
}

/// <summary>Decides on other settings than were sent.</summary>
internal sealed class Bending(IProcess inner, Func<SiteSettings, SiteSettings> bend) : ProcessDecorator(inner)
{
    public override Verdict Decide(object message, IDecision decision) =>
        base.Decide(message is ConfigureSite configure ? configure with { Settings = bend(configure.Settings) } : message, decision);
}

/// <summary>Tells other news than happened.</summary>
internal sealed class Lying(IProcess inner, Func<INews, IEnumerable<INews>> lie) : ProcessDecorator(inner)
{
    public override void TellNews(IJournalEvent journalEvent, in Stamp stamp, SiteId site, List<INews> news)
    {
        List<INews> told = [];
        base.TellNews(journalEvent, stamp, site, told);
        news.AddRange(told.SelectMany(lie));
    }
}

/// <summary>Tears every voice call down while it is still being opened.</summary>
internal sealed class Hasty(IProcess inner) : ProcessDecorator(inner)
{
    public override void CollectOwed(List<Owed> owed)
    {
        base.CollectOwed(owed);
        foreach (var each in owed.ToArray())
        {
            if (each.Message is OpenVoiceCall open) owed.Add(new Owed("end " + each.Key, new EndVoiceCall(open.Site, open.Session, open.Call)));
        }
    }
}

/// <summary>Appends whoever asks, whatever was appended before.</summary>
internal sealed class UnconditionalStore : SimulatedStore
{
    public override JournalHead Append(JournalHead expected, JournalHead head, IReadOnlyList<StoredRecord> records)
    {
        if (Head != head) Write(head, records);
        return head;
    }
}

/// <summary>Says that a batch is stored one batch before it is, as a kernel would that answers before the append.</summary>
internal sealed class HastyStore : SimulatedStore
{
    private (JournalHead Head, IReadOnlyList<StoredRecord> Records)? promised;

    public override JournalHead Append(JournalHead expected, JournalHead head, IReadOnlyList<StoredRecord> records)
    {
        if (promised is { } late) Write(late.Head, late.Records);
        promised = null;
        if (Head != expected || records.Count == 0) return Head;
        promised = (head, records);
        return head;
    }
}

/// <summary>Does not sync its last batch: it is gone when the power is.</summary>
internal sealed class UnsyncedStore : SimulatedStore
{
    private JournalHead before;
    private int last;

    public override JournalHead Append(JournalHead expected, JournalHead head, IReadOnlyList<StoredRecord> records)
    {
        if (Head == expected && records.Count > 0) (before, last) = (Head, records.Count);
        return base.Append(expected, head, records);
    }

    public override void LosePower()
    {
        base.LosePower();
        if (last > 0) Drop(last, before);
        last = 0;
    }
}
