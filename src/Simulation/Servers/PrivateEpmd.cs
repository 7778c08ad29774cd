using System.Globalization;

namespace AcdRouter.Simulation.Servers;

/// <summary>
/// Erlang's book of names. A RabbitMQ that finds none starts one that outlives it and serves the whole machine; this one is on a port
/// of its own and ends with its owner.
/// </summary>
internal sealed class PrivateEpmd : IDisposable
{
    private readonly ServerProcess process;

    private PrivateEpmd(int port)
    {
        Port = port;
        process = ServerProcess.Start("epmd", ["-address", "127.0.0.1", "-port", port.ToString(CultureInfo.InvariantCulture)]);
    }

    public int Port { get; }

    public static async Task<PrivateEpmd> StartAsync(CancellationToken cancellationToken)
    {
        var epmd = new PrivateEpmd(FreePort.Next());
        // Length 1, request 'n': the names it knows; an empty list is an answer of four bytes.
        await Probe.UntilAnsweredAsync(epmd.process, "epmd", epmd.Port, new byte[] { 0, 1, (byte)'n' }, answer => answer.Length >= 4, cancellationToken);
        return epmd;
    }

    public void Dispose() => process.Dispose();
}
