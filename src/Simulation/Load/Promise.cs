using System.Text.Json;

namespace AcdRouter.Simulation.Load;

/// <summary>What a command of the load is for; says how its effect is looked for in the journal.</summary>
public enum PromiseKind
{
    /// <summary>An agent's state or presence.</summary>
    Presence,

    /// <summary>A service started a waiting session for a customer.</summary>
    Entry,

    /// <summary>An agent accepted an offer.</summary>
    Accept,

    /// <summary>An agent handed the session to a queue.</summary>
    Transfer,

    /// <summary>An agent opened a voice call.</summary>
    Voice,

    /// <summary>An agent ended the session.</summary>
    End,
}

/// <summary>A command as its sender knows it: sent under one key until it is answered.</summary>
public sealed class Promise(PromiseKind kind, HttpMethod method, string path, string token, object? body)
{
    /// <summary>The <c>Idempotency-Key</c> of every sending.</summary>
    public Guid Key { get; } = Guid.NewGuid();

    public PromiseKind Kind { get; } = kind;

    public HttpMethod Method { get; } = method;

    public string Path { get; } = path;

    public string Token { get; } = token;

    public object? Body { get; } = body;

    /// <summary>Who sent it.</summary>
    public string By { get; init; } = "";

    /// <summary>The request it is about; empty for none.</summary>
    public Guid Request { get; init; }

    /// <summary>When it was sent first.</summary>
    public DateTimeOffset SentAt { get; set; }

    /// <summary>When it was answered.</summary>
    public DateTimeOffset AnsweredAt { get; private set; }

    /// <summary>How often it was sent.</summary>
    public int Tries { get; set; }

    /// <summary>The status of the answer; null while unanswered.</summary>
    public int? Status { get; private set; }

    /// <summary>The answer's body.</summary>
    public string Answer { get; private set; } = "";

    public bool IsAccepted => Status is >= 200 and < 300;

    /// <summary>The command's id as the answer names it; an entry names the session, which has the command's id.</summary>
    public Guid Command => Kind == PromiseKind.Entry ? Read("session") : Read("commandId");

    /// <summary>The request that the answer names.</summary>
    public Guid MadeRequest => Read("request");

    /// <summary>The journal record that the answer names; null where it names none.</summary>
    public long? Sequence => Member("sequence") is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;

    /// <summary>Why it was refused; empty when accepted.</summary>
    public string Reason => !IsAccepted && Member("reason") is { ValueKind: JsonValueKind.String } reason ? reason.GetString()! : "";

    public void Keep(int status, string answer, DateTimeOffset at) => (Status, Answer, AnsweredAt) = (status, answer, at);

    public JsonElement? Member(string name)
    {
        if (Answer.Length == 0 || Answer[0] != '{') return null;
        using var document = JsonDocument.Parse(Answer);
        return document.RootElement.TryGetProperty(name, out var member) ? member.Clone() : null;
    }

    public override string ToString() => $"{By} {Method} {Path} under {Key}: {Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unanswered"} {Answer}";

    private Guid Read(string name) => Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetGuid() : Guid.Empty;
}
