using AcdRouter.Testing;

namespace AcdRouter.Architecture.Tests.Testing;

public sealed class WaitTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task A_wait_for_items_ends_with_the_item_that_satisfies_it()
    {
        var items = new Collected<int>();
        var wait = items.Until(3);
        Parallel.For(0, 3, items.Add);
        (await wait).Order().ShouldBe([0, 1, 2]);
    }

    [Fact]
    public async Task A_wait_in_vain_fails_and_says_what_it_has_seen()
    {
        var items = new Collected<int>();
        items.Add(7);
        (await Should.ThrowAsync<TimeoutException>(() => items.Until(2, Moment))).Message.ShouldContain("[7]");
    }

    [Fact]
    public async Task A_condition_is_asked_again_until_it_holds()
    {
        var asked = 0;
        await Eventually.Holds(() => ++asked == 3, "asked three times");
        asked.ShouldBe(3);
    }

    [Fact]
    public async Task A_condition_that_never_holds_fails_and_says_which() =>
        (await Should.ThrowAsync<TimeoutException>(() => Eventually.Holds(() => false, "the server answers", Moment))).Message.ShouldContain("the server answers");

    [Fact]
    public void A_temporary_folder_is_gone_afterwards_with_what_is_in_it()
    {
        string path;
        using (var folder = new TemporaryFolder())
        {
            path = folder.Path;
            File.WriteAllText(folder["file"], "text");
        }
        Directory.Exists(path).ShouldBeFalse();
    }
}
