using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>Settings put in force on a living state: people and queues stay as long as something belongs to them.</summary>
internal sealed partial class RoutingState
{
    private void Apply(SettingsAdopted fact, in Stamp stamp)
    {
        Settings = fact.Settings;
        AdoptPeople(stamp.At);
        AdoptQueues();
        RebuildIndexes();
        NoteEverything();
    }

    private void AdoptPeople(Instant now)
    {
        foreach (var agent in agentOrder) agent.Settings = null;
        foreach (var person in Settings!.People)
        {
            if (!HoldsSessions(person)) continue;
            if (!agents.TryGetValue(person.Id, out var agent))
            {
                agent = new Agent(person.Id) { Since = now };
                agents.Add(person.Id, agent);
            }
            agent.Settings = person;
        }
        var kept = new List<Agent>();
        foreach (var agent in agentOrder)
        {
            if (agent.Settings is not null) continue;
            if (agent.SignedIn || agent.Sessions > 0 || agent.Offers.Count > 0 || agent.WrapUps.Count > 0) kept.Add(agent);
            else agents.Remove(agent.Id);
        }
        foreach (var person in Settings.People)
        {
            if (HoldsSessions(person)) kept.Add(agents[person.Id]);
        }
        kept.Sort();
        agentOrder = [.. kept];
        foreach (var agent in agentOrder)
        {
            agent.HasPrivilege = agent.Settings?.Privileges.Contains(Privilege.Agent) ?? false;
            agent.Capacity = agent.Settings?.Capacity() ?? 0;
        }
    }

    /// <summary>Everyone who can run sessions has slots; managers and administrators alone have none.</summary>
    private static bool HoldsSessions(PersonSettings person) =>
        person.Privileges.Contains(Privilege.Csr) || person.Privileges.Contains(Privilege.Agent);

    private void AdoptQueues()
    {
        foreach (var queue in queueOrder) queue.Closing = true;
        foreach (var settings in Settings!.Queues)
        {
            if (queues.TryGetValue(settings.Id, out var queue)) queue.Settings = settings;
            else queues.Add(settings.Id, queue = new Queue(settings));
            queue.Closing = false;
        }
        var kept = new List<Queue>();
        foreach (var queue in queueOrder)
        {
            if (!queue.Closing) continue;
            if (queue.Live > 0) kept.Add(queue);
            else queues.Remove(queue.Id);
        }
        foreach (var settings in Settings.Queues) kept.Add(queues[settings.Id]);
        kept.Sort((left, right) => left.Id.CompareTo(right.Id));
        queueOrder = [.. kept];
    }

    /// <summary>Builds everything that follows from people, queues and requests anew: after settings and after loading.</summary>
    private void RebuildIndexes()
    {
        foreach (var agent in agentOrder)
        {
            agent.Memberships.Clear();
            agent.Personal = new WaitingLine();
            agent.Standing = default;
        }
        foreach (var queue in queueOrder)
        {
            queue.ResetMembers();
            queue.Line = new WaitingLine();
            queue.Declined.Clear();
            foreach (var member in queue.Settings.Members)
            {
                if (FindAgent(member.Agent) is not { HasPrivilege: true } agent) continue;
                queue.AddMember(agent);
                agent.Memberships.Add(new Membership(queue, member.Rank));
            }
        }
        foreach (var request in Requests())
        {
            request.CountedExclusions = 0;
            if (request.Waits) EnterLine(request);
        }
        foreach (var agent in agentOrder)
        {
            agent.Memberships.Sort(static (left, right) =>
                left.Rank != right.Rank ? left.Rank.CompareTo(right.Rank) : left.Queue.Id.CompareTo(right.Queue.Id));
            Refresh(agent);
        }
    }

    /// <summary>After settings anybody may be free for anything: everything is looked at once.</summary>
    private void NoteEverything()
    {
        foreach (var agent in agentOrder)
        {
            if (agent.Standing.Available) Work.Freer.Add(agent);
            if (agent.Offers.Count > 0) Work.Tighter.Add(agent);
        }
        Work.ClearRequests();
        foreach (var queue in queueOrder) NoteDeclined(queue);
    }
}
