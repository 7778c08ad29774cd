namespace AcdRouter.Processes;

/// <summary>Does again what fails: whatever must leave a partition waits for bus and stores as long as they are away.</summary>
internal static class Insisting
{
    /// <summary>Returns once it has succeeded; each failure is told to the operator.</summary>
    public static async ValueTask UntilDoneAsync(PartitionOptions options, Func<ValueTask> action, CancellationToken cancellationToken)
    {
        for (var pause = KernelLimits.AppendRetryMilliseconds; ; pause = Math.Min(pause * 2, KernelLimits.AppendRetryMaxMilliseconds))
        {
            try
            {
                await action().ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                options.Observer.PublishingFailed(e);
                await Task.Delay(TimeSpan.FromMilliseconds(pause), options.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
