namespace AcdRouter.Servers.Tests.Services;

internal static class EventOrder
{
    /// <summary>These come in this order; others may come between them.</summary>
    public static void ShouldBeInOrderOf(this IEnumerable<string> actual, params string[] expected)
    {
        var all = actual.ToList();
        var at = -1;
        foreach (var each in expected)
        {
            at = all.IndexOf(each, at + 1);
            at.ShouldBeGreaterThanOrEqualTo(0, $"{each} in {string.Join(", ", all)}");
        }
    }
}
