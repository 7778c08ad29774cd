using AcdRouter.Testing;

namespace AcdRouter.Acd.Tests.Bus;

/// <summary>Who gives a partition away, and to whom.</summary>
public sealed class SpreadingTests
{
    private static readonly Guid Self = new(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static readonly Guid Other = new(2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private readonly ManualTimeProvider time = new();
    private readonly LiveReplicas replicas;

    public SpreadingTests() => replicas = new LiveReplicas(time);

    [Theory]
    [InlineData(16, 16, 0)]
    [InlineData(9, 16, 7)]
    [InlineData(3, 4, 1)]
    [InlineData(2, 4, 2, 0)]
    [InlineData(8, 16, 8, 0)]
    [InlineData(6, 16, 6, 4)]
    public void A_core_that_is_added_gets_partitions_until_nobody_has_two_more_than_it(int owned, int partitions, params int[] others) =>
        Spreading.HasTooMany(owned, partitions, [.. others.Select(each => (int?)each)]).ShouldBeTrue();

    [Theory]
    [InlineData(4, 4)]
    [InlineData(8, 16, 8)]
    [InlineData(2, 4, 1, 1)]
    [InlineData(1, 4, 2, 1)]
    [InlineData(6, 16, 5, 5)]
    public void A_core_keeps_what_would_only_change_places(int owned, int partitions, params int[] others) =>
        Spreading.HasTooMany(owned, partitions, [.. others.Select(each => (int?)each)]).ShouldBeFalse();

    [Fact]
    public void Among_versions_that_do_not_say_what_they_own_the_share_counts()
    {
        Spreading.HasTooMany(3, 4, [null]).ShouldBeTrue();
        Spreading.HasTooMany(2, 4, [null]).ShouldBeFalse();
    }

    [Fact]
    public void An_heir_is_who_stands_in_line_for_that_partition()
    {
        replicas.HasHeir(1, Self).ShouldBeFalse();
        Hear(1, Other, isInLine: false);
        Hear(1, Self, isInLine: true);
        Hear(0, Other, isInLine: true);
        replicas.HasHeir(1, Self).ShouldBeFalse();
        replicas.HasOtherCore(Self).ShouldBeTrue();
        Hear(1, Other, isInLine: true);
        replicas.HasHeir(1, Self).ShouldBeTrue();
    }

    [Fact]
    public void Who_leaves_the_line_or_is_silent_or_about_to_stop_is_no_heir()
    {
        Hear(1, Other, isInLine: true);
        Hear(1, Other, isInLine: false);
        replicas.HasHeir(1, Self).ShouldBeFalse();
        Hear(1, Other, isInLine: true);
        time.Advance(RabbitLimits.CoreGoneAfter);
        replicas.HasHeir(1, Self).ShouldBeFalse();
        replicas.HasOtherCore(Self).ShouldBeFalse();
        Hear(1, Other, isInLine: true, leaving: true);
        replicas.HasHeir(1, Self).ShouldBeFalse();
        replicas.HasOtherCore(Self).ShouldBeFalse();
    }

    [Fact]
    public void A_version_that_does_not_say_whether_it_stands_in_line_is_believed_to()
    {
        Hear(1, Other, isInLine: null);
        replicas.HasHeir(1, Self).ShouldBeTrue();
    }

    private void Hear(int partition, Guid replica, bool? isInLine, bool leaving = false) =>
        replicas.Hear(partition, new Wake(replica, true, false, leaving, 0, 0, isInLine, 0));
}
