using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.Faults;

/// <summary>An address behind which another journal may come to stand.</summary>
internal sealed class SwitchedJournal : DelegatingJournal
{
    public required IJournal Current { get; set; }

    protected override IJournal Inner => Current;
}
