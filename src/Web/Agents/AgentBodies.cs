using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>The agent's own availability.</summary>
/// <param name="Availability">The state wanted.</param>
/// <param name="Reason">One of the site's reasons; left out only when available.</param>
public sealed record StateBody(Availability Availability, string? Reason = null);

/// <summary>Extends a wrap-up.</summary>
/// <param name="Seconds">1 to 3600 s are added to its end.</param>
public sealed record ExtendBody(int Seconds);
