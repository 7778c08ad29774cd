namespace AcdRouter.Acd;

/// <summary>Says of a message in hand that it stays on the bus.</summary>
/// <param name="Why">What was thrown.</param>
internal sealed record KeptDelivery(Exception Why);
