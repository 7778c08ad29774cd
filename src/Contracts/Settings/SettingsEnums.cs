using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>What a person may do on the site.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Privilege>))]
public enum Privilege
{
    /// <summary>Runs support sessions.</summary>
    [JsonStringEnumMemberName("csr")] Csr = 1,

    /// <summary>Has an inbox, takes work from queues, may transfer sessions.</summary>
    [JsonStringEnumMemberName("agent")] Agent = 2,

    /// <summary>Watches queues and agents.</summary>
    [JsonStringEnumMemberName("manager")] Manager = 3,

    /// <summary>Sets up people, queues, privileges and limits; may force a session's end.</summary>
    [JsonStringEnumMemberName("administrator")] Administrator = 4,

    /// <summary>May start and take over voice calls.</summary>
    [JsonStringEnumMemberName("voice")] Voice = 5,
}

/// <summary>How many sessions a CSR runs at a time.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SessionMode>))]
public enum SessionMode
{
    /// <summary>One live session at a time.</summary>
    [JsonStringEnumMemberName("single")] Single = 1,

    /// <summary>Several live sessions, a tab each.</summary>
    [JsonStringEnumMemberName("multi")] Multi = 2,
}

/// <summary>Who among the free members of a queue is offered a request.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Distribution>))]
public enum Distribution
{
    /// <summary>Broadcast to all free agents.</summary>
    [JsonStringEnumMemberName("everybody")] Everybody = 1,

    /// <summary>Fewest sessions now, then longest since work ended or sign-in.</summary>
    [JsonStringEnumMemberName("most-idle")] MostIdle = 2,

    /// <summary>Fixed order, next after the last one offered.</summary>
    [JsonStringEnumMemberName("round-robin")] RoundRobin = 3,

    /// <summary>Highest sum of proficiency over the wanted skills, ties to most idle.</summary>
    [JsonStringEnumMemberName("best-skill")] BestSkill = 4,

    /// <summary>Most free slots, ties to most idle.</summary>
    [JsonStringEnumMemberName("least-busy")] LeastBusy = 5,
}
