namespace AcdRouter.Acd;

/// <summary>How hand-overs are measured, the product's and the bare ones alike.</summary>
/// <param name="UnderWay">Hand-overs always under way while the top rate is measured.</param>
/// <param name="WarmUp">How long it runs at its top rate before anything counts; it goes on while it still gets faster.</param>
/// <param name="Length">How long each figure is measured.</param>
internal readonly record struct TransferPlan(int UnderWay, TimeSpan WarmUp, TimeSpan Length);
