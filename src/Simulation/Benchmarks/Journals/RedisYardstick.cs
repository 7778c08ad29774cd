using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AcdRouter.Simulation.Servers;

namespace AcdRouter.Simulation.Benchmarks;

/// <summary>
/// What a Redis gives at most: its own <c>redis-benchmark</c>, in C, running a script that puts as many records of the same bytes into
/// a stream, without any condition, from as many connections with one call under way on each.
/// </summary>
public sealed class RedisYardstick(Uri server)
{
    private const string Script = "for i = 1, #ARGV do redis.call('XADD', KEYS[1], '*', 'r', ARGV[i]) end return 1";

    // As redis-benchmark replaces it by a number in the range of -r: a stream a connection, more or less.
    private const string Key = "acd:bench:__rand_int__";

    /// <summary>True when nothing is stored there, so that a benchmark may write and empty it afterwards.</summary>
    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken) =>
        (await TellAsync(cancellationToken, "DBSIZE")).Trim() == "0";

    /// <summary>Forgets everything in the database.</summary>
    public Task ClearAsync(CancellationToken cancellationToken) => TellAsync(cancellationToken, "FLUSHDB");

    /// <summary>Records a second.</summary>
    public async Task<double> RunAsync(int connections, int calls, int recordsEach, byte[] payload, CancellationToken cancellationToken)
    {
        await TellAsync(cancellationToken, "SCRIPT", "LOAD", Script);
        var record = Encoding.UTF8.GetString(payload);
        string[] arguments =
        [
            .. Place("--dbnum"), "-c", Text(connections), "-n", Text(calls), "-r", Text(connections), "--csv",
            "EVALSHA", Sha1(), "1", Key, .. Enumerable.Repeat(record, recordsEach),
        ];
        var report = await Tool.RunAsync("redis-benchmark", arguments, cancellationToken);
        return CallsASecond(report) * recordsEach;
    }

    private static double CallsASecond(string report)
    {
        // The last line: the command, its calls a second, six latencies, each in quotes.
        var fields = report.TrimEnd().Split('\n')[^1].Split("\",\"");
        return fields.Length >= 8 && double.TryParse(fields[^7], NumberStyles.Float, CultureInfo.InvariantCulture, out var calls)
            ? calls
            : throw new ServerFailedException($"redis-benchmark said nothing of calls a second: {report[^Math.Min(200, report.Length)..]}");
    }

    private async Task<string> TellAsync(CancellationToken cancellationToken, params string[] command)
    {
        var answer = await Tool.RunAsync("redis-cli", [.. Place("-n"), .. command], cancellationToken);
        return answer.StartsWith("ERR", StringComparison.Ordinal) ? throw new ServerFailedException($"Redis answers {answer}") : answer;
    }

    private IEnumerable<string> Place(string databaseOption)
    {
        var database = server.AbsolutePath.Trim('/');
        var password = server.UserInfo.Split(':', 2) is [_, var secret] ? Uri.UnescapeDataString(secret) : "";
        return
        [
            "-h", server.Host, "-p", Text(server.Port < 0 ? 6379 : server.Port),
            .. database.Length == 0 ? Array.Empty<string>() : [databaseOption, database],
            .. password.Length == 0 ? Array.Empty<string>() : ["-a", password],
        ];
    }

    private static string Sha1()
    {
#pragma warning disable CA5350 // Redis names scripts so; nothing is protected by it.
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(Script)));
#pragma warning restore CA5350
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
