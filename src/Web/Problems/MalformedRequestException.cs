using Microsoft.AspNetCore.Http;

namespace AcdRouter.Web;

/// <summary>A request that cannot be read; its message is for who sent it.</summary>
public sealed class MalformedRequestException : BadHttpRequestException
{
    /// <summary>What is wrong, and with which member, header or parameter.</summary>
    public MalformedRequestException(string message, string field)
        : base(message) => Field = field;

    public MalformedRequestException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public MalformedRequestException(string message)
        : base(message)
    {
    }

    public MalformedRequestException()
        : base("The request cannot be read.")
    {
    }

    /// <summary>What is at fault.</summary>
    public string? Field { get; }
}
