using System.CommandLine;

namespace AcdRouter.Acd;

/// <summary><c>acd bus</c>: the broker of a program that runs on servers.</summary>
internal static class BusCommand
{
    public static Command Create() => new("bus", "The broker, and other services on it.") 
    {
        BusTopologyCommand.Create(), BusRedriveCommand.Create(), BusUserCommand.Create(), AsyncApiCommand.Create(),
    };
}
