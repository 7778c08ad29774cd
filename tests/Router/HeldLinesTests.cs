using AcdRouter.Contracts;
using AcdRouter.Testing;
using static AcdRouter.Router.Tests.World;

namespace AcdRouter.Router.Tests;

/// <summary>Inbox lines held by processes apart from the engine: one that dies reports nothing.</summary>
public sealed class HeldLinesTests
{
    private static readonly Guid Alive = Id(901);
    private static readonly Guid Dead = Id(902);

    private readonly World world = new(SiteOf([Agent("ann"), Agent("bob"), Agent("dan")], QueueOf("sales", "ann", "bob", "dan")));

    [Fact, Accepts("R17")]
    public void R17_an_agent_whose_line_died_with_its_process_is_given_up_after_the_full_grace()
    {
        world.SignInThrough(Dead, "ann");
        world.SignInThrough(Alive, "bob");
        world.SignIn("dan");
        world.Pass(3_600);
        Lose([Alive], told: []);
        world.News().ShouldBe([new LinesLost(Site, Dead)]);
        world.Pass(29);
        world.AgentView("ann").State.ShouldBe(AgentState.Available);
        world.Pass(1);
        world.AgentView("ann").State.ShouldBe(AgentState.Unavailable);
        world.AgentView("bob").State.ShouldBe(AgentState.Available);
        world.AgentView("dan").State.ShouldBe(AgentState.Available);
    }

    [Fact, Refuses("R17")]
    public void R17_an_agent_whose_process_was_taken_for_dead_is_back_with_its_next_report()
    {
        world.SignInThrough(Dead, "ann");
        Lose([], told: [Dead]);
        world.News().ShouldBeEmpty();
        world.Reload();
        world.Pass(40);
        world.AgentView("ann").State.ShouldBe(AgentState.Unavailable);
        world.Reopen(Dead, "ann");
        world.AgentView("ann").State.ShouldBe(AgentState.Available);
    }

    [Fact, Refuses("R17")]
    public void R17_where_every_process_is_alive_nothing_is_recorded()
    {
        world.SignInThrough(Alive, "ann");
        world.SignIn("bob");
        Lose([Alive, Dead], told: []);
        world.Facts.ShouldBeEmpty();
    }

    private void Lose(ValueList<Guid> alive, ValueList<Guid> told) => world.When(new LoseInboxLines(Site, alive, told)).IsAccepted.ShouldBeTrue();
}
