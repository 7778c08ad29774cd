using System.Text.Json;
using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>One site of a partition: its processes and the answers it remembers.</summary>
internal sealed class SiteState(SiteId site, ProcessLayout layout)
{
    public SiteId Site { get; } = site;

    public IReadOnlyList<IProcess> Processes { get; } = layout.Create(site);

    public OutcomeWindow Outcomes { get; } = new();

    /// <summary>The earliest deadline of the site's processes with the process that has it.</summary>
    public (Deadline Deadline, int Process)? NextDeadline()
    {
        (Deadline Deadline, int Process)? earliest = null;
        for (var i = 0; i < Processes.Count; i++)
        {
            if (Processes[i].NextDeadline is { } next && (earliest is null || next.CompareTo(earliest.Value.Deadline) < 0)) earliest = (next, i);
        }
        return earliest;
    }

    public void Apply(IJournalEvent journalEvent, in Stamp stamp)
    {
        var (process, _) = layout.Find(journalEvent);
        if (process != ProcessLayout.Kernel)
        {
            Processes[process].Apply(journalEvent, stamp);
            return;
        }
        switch (journalEvent)
        {
            case Resumed:
                foreach (var each in Processes) each.Apply(journalEvent, stamp);
                break;
            case DeadlineParked parked:
                Processes[layout.IndexOf(parked.Process)].Apply(journalEvent, stamp);
                break;
            case CommandFailed or Claimed:
                break;
            default:
                throw new System.Diagnostics.UnreachableException(journalEvent.GetType().Name);
        }
    }

    public void Save(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("site"u8, Site.Value);
        Outcomes.Save(writer);
        writer.WriteStartObject("processes"u8);
        foreach (var process in Processes)
        {
            writer.WritePropertyName(process.Name);
            process.Save(writer);
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Save"/> wrote behind the site's name.</summary>
    public void Load(ref Utf8JsonReader reader, Pace? pace)
    {
        var (hasForgotten, hasOutcomes, hasProcesses) = (false, false, false);
        while (reader.ReadProperty())
        {
            if (reader.ValueTextEquals("forgottenThrough"u8)) hasForgotten = Outcomes.LoadForgottenThrough(ref reader);
            else if (reader.ValueTextEquals("outcomes"u8)) hasOutcomes = Outcomes.Load(ref reader, pace);
            else if (reader.ValueTextEquals("processes"u8)) hasProcesses = LoadProcesses(ref reader, pace);
            else reader.SkipValue();
        }
        if (!hasForgotten || !hasOutcomes || !hasProcesses) throw new JsonException($"Site {Site} is not whole.");
    }

    private bool LoadProcesses(ref Utf8JsonReader reader, Pace? pace)
    {
        var missing = Processes.ToList();
        reader.ReadStart(JsonTokenType.StartObject);
        while (reader.ReadProperty())
        {
            var name = reader.GetString();
            using var state = reader.ReadDocument();
            pace?.Rest();
            if (missing.Find(each => each.Name == name) is not { } process) continue;
            process.Load(state.RootElement);
            missing.Remove(process);
            pace?.Rest();
        }
        return missing.Count == 0;
    }
}
