using System.Globalization;
using System.Text;
using AcdRouter.Processes;
using AcdRouter.Simulation.Load;

namespace AcdRouter.Simulation.Tests.Load;

/// <summary>A site's journal written by hand, and what a recorder would have kept beside it.</summary>
internal sealed class WrittenHistory
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_772_000_000_000);
    private readonly JournalCopy journal = new(0);
    private readonly LoadFindings findings = new();
    private long sequence;

    public WrittenHistory()
    {
        Recorder = new LoadRecorder(TimeProvider.System);
        Record(
            null,
            """
            {"type":"router.settings-adopted.v1","data":{"settings":{"headStartSeconds":[0,60],
            "people":[{"id":"ann","maxSessions":1},{"id":"bob","maxSessions":2}],
            "queues":[{"id":"line","members":[{"agent":"ann","rank":1},{"agent":"bob","rank":2}]},{"id":"side","members":[{"agent":"bob","rank":1}]},
            {"id":"all","distribution":"everybody","members":[{"agent":"bob","rank":1}]}]}}}
            """);
    }

    public LoadRecorder Recorder { get; }

    public static string Id(int number) => new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]).ToString();

    /// <summary>One record, a second behind the last.</summary>
    public WrittenHistory Record(string? command, params string[] events)
    {
        sequence++;
        var of = command is null ? "" : $"\"cmd\":\"{command}\",\"fp\":1,";
        var at = Start.AddSeconds(sequence).ToUnixTimeMilliseconds();
        var text = string.Create(CultureInfo.InvariantCulture, $"{{\"seq\":{sequence},\"at\":{at},\"epoch\":1,\"site\":\"north\",{of}\"events\":[{string.Join(",", events)}]}}");
        journal.Keep(new StoredRecord(sequence, Encoding.UTF8.GetBytes(text)), findings);
        return this;
    }

    /// <summary>A record of that sequence is read again, with other bytes.</summary>
    public WrittenHistory Rewrite(long at)
    {
        journal.Keep(new StoredRecord(at, "{}"u8.ToArray()), findings);
        return this;
    }

    public static string Accepted(int request, string queue, int priority = 0) =>
        $$$"""{"type":"router.request-accepted.v1","data":{"wish":{"request":"{{{Id(request)}}}","priority":{{{priority.ToString(CultureInfo.InvariantCulture)}}}},"queue":"{{{queue}}}"}}""";

    public static string Offered(int request, params string[] agents) => OfferedAs(request, exclusive: true, agents);

    public static string OfferedAs(int request, bool exclusive, params string[] agents) =>
        $$$"""{"type":"router.offers-opened.v1","data":{"offer":{"request":"{{{Id(request)}}}","offer":1,"exclusive":{{{(exclusive ? "true" : "false")}}}},"agents":[{{{string.Join(",", agents.Select(each => $"\"{each}\""))}}}]}}""";

    public static string Taken(int request, string agent) => Event("request-taken", request, $"\"agent\":\"{agent}\"");

    public static string Declined(int request, string agent) => Event("offers-closed", request, $"\"agents\":[\"{agent}\"],\"excludedUntil\":\"2026-03-01T09:30:00.000Z\"");

    public static string Returned(int request) => Event("assignment-returned", request, "\"reason\":\"agent-lost\"");

    public static string Held(int request) => Event("request-hold-changed", request, "\"held\":true");

    public static string TornDown(int call) => $$$"""{"type":"sessions.voice-call-ending.v1","data":{"call":"{{{Id(call)}}}"}}""";

    /// <summary>A command that was answered with success.</summary>
    public WrittenHistory Promised(PromiseKind kind, string command, long record, int request, string by)
    {
        var promise = new Promise(kind, HttpMethod.Post, "/", "", null) { By = by, Request = new Guid(Id(request)) };
        Recorder.Sent(promise);
        Recorder.Answered(promise, 200, string.Create(CultureInfo.InvariantCulture, $"{{\"commandId\":\"{command}\",\"sequence\":{record},\"request\":\"{Id(request)}\"}}"));
        return this;
    }

    public LoadVerdict Check(params TearDownSeen[] tearDowns) => LoadChecker.Check("north", [journal], Recorder, [], tearDowns, findings);

    private static string Event(string name, int request, string more) => $$$"""{"type":"router.{{{name}}}.v1","data":{"request":"{{{Id(request)}}}",{{{more}}}}}""";
}
