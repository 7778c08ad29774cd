namespace AcdRouter.Acd;

/// <summary>A bar on standard error, where that is a terminal; otherwise nothing.</summary>
internal sealed class ProgressBar<T>(Func<T, (double Share, string Text)> show) : IProgress<T>, IDisposable
{
    private const int Width = 30;
    private readonly bool visible = !Console.IsErrorRedirected;
    private string last = "";

    public void Report(T value)
    {
        if (!visible) return;
        var (share, text) = show(value);
        var done = (int)(Math.Clamp(share, 0, 1) * Width);
        var line = $"\r[{new string('#', done)}{new string('.', Width - done)}] {text}";
        if (line == last) return;
        Console.Error.Write(line);
        last = line;
    }

    public void Dispose()
    {
        if (last.Length > 0) Console.Error.Write($"\r{new string(' ', last.Length)}\r");
    }
}
