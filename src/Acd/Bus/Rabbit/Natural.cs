using System.Globalization;

namespace AcdRouter.Acd;

/// <summary>Orders names as people do: a number within them by its value, so that partition 10 stands behind partition 9.</summary>
internal static class Natural
{
    public static IComparer<string> Order { get; } = StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.NumericOrdering);
}
