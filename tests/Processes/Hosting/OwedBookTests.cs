using AcdRouter.Contracts;
using AcdRouter.Processes.Tests.Toys;

namespace AcdRouter.Processes.Tests.Hosting;

public sealed class OwedBookTests
{
    private readonly PartitionCore core = Toy.NewCore().Core;
    private readonly OwedBook book = new("origin");
    private int ids = 100;

    [Fact]
    public void What_is_owed_is_sent_at_once_and_again_after_growing_pauses()
    {
        Do("owe x");
        List<long> sentAt = [];
        for (var second = 0; second <= 130; second++)
        {
            if (Due(second).Count > 0) sentAt.Add(second);
        }
        sentAt.ShouldBe([0, 2, 6, 14, 30, 62, 122]);
        book.NextAt.ShouldBe(Toy.Morning.PlusSeconds(182));
    }

    [Fact]
    public void What_is_settled_is_not_sent_again_and_wakes_nobody()
    {
        Do("owe x");
        Due(0).Count.ShouldBe(1);
        Do("settle x");
        book.NextAt.ShouldBeNull();
        Due(100).ShouldBeEmpty();
    }

    [Fact]
    public void Settling_one_leaves_the_others_pauses_alone()
    {
        Do("owe x; owe y");
        Due(0).Count.ShouldBe(2);
        Do("settle x");
        Due(1).ShouldBeEmpty();
        Due(2).ShouldHaveSingleItem().Message.ShouldBe(new Debt("y"));
    }

    [Fact]
    public void The_oldest_is_sent_first_and_a_key_owed_twice_once()
    {
        Do("owe z; owe a; owe z");
        Due(0).Select(each => ((Debt)each.Message).Key).ShouldBe(["z", "a"]);
        Do("add 1");
        Due(2).Select(each => ((Debt)each.Message).Key).ShouldBe(["z", "a"]);
    }

    [Fact]
    public void A_message_keeps_its_id_and_another_history_or_site_has_another()
    {
        Do("owe x");
        var id = Due(0)[0].Id;
        Due(2)[0].Id.ShouldBe(id);

        var elsewhere = new OwedBook("another origin");
        elsewhere.Update(core.State.Find(Toy.Site)!);
        List<OutgoingMessage> due = [];
        elsewhere.TakeDue(Toy.Morning, due);
        due[0].Id.ShouldNotBe(id);
    }

    private void Do(string script)
    {
        core.Decide(Toy.Act(++ids, script), Toy.Morning).Answer.ShouldBeOfType<CommandAccepted>();
        book.Update(core.State.Find(Toy.Site)!);
    }

    private List<OutgoingMessage> Due(long second)
    {
        List<OutgoingMessage> due = [];
        book.TakeDue(Toy.Morning.PlusSeconds(second), due);
        return due;
    }
}
