using AcdRouter.Contracts;

namespace AcdRouter.Acd;

/// <summary>What the serializer cannot see: a message without its ids is malformed and belongs in the error queue.</summary>
internal static class MessageRules
{
    public static void Check(ICommand command)
    {
        if (command.CommandId.Value == Guid.Empty) throw new MalformedMessageException("commandId: required; a GUID, new for each wish.");
        if (!TextIds.IsWellFormed(command.Site.Value)) throw new MalformedMessageException("site: required.");
    }
}

/// <summary>A message cannot be acted on, now or later.</summary>
public sealed class MalformedMessageException : Exception
{
    public MalformedMessageException(string message)
        : base(message)
    {
    }

    public MalformedMessageException()
    {
    }

    public MalformedMessageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
