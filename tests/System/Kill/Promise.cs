using System.Text.Json;

namespace AcdRouter.SystemTests.Kill;

/// <summary>A command as its sender knows it: sent under one key until it is answered.</summary>
public sealed class Promise(HttpMethod method, string path, string token, object? body)
{
    public Guid Key { get; } = Guid.NewGuid();

    public HttpMethod Method { get; } = method;

    public string Path { get; } = path;

    public string Token { get; } = token;

    public object? Body { get; } = body;

    /// <summary>The status of the answer; null while unanswered.</summary>
    public int? Status { get; private set; }

    /// <summary>The answer's body.</summary>
    public string Answer { get; private set; } = "";

    /// <summary>How often it was sent without an answer.</summary>
    public int Lost { get; set; }

    public bool Accepted => Status is >= 200 and < 300;

    /// <summary>The journal record that the answer names; 0 for a refusal.</summary>
    public long Sequence => Accepted ? Read("sequence").GetInt64() : 0;

    public JsonElement Read(string member) => JsonDocument.Parse(Answer).RootElement.GetProperty(member);

    public void Keep(int status, string answer) => (Status, Answer) = (status, answer);
}
