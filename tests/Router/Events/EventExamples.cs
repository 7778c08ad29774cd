using AcdRouter.Contracts;
using AcdRouter.Processes;
using static AcdRouter.Router.Tests.World;

namespace AcdRouter.Router.Tests.Events;

/// <summary>One example of every event, with every member set.</summary>
internal static class EventExamples
{
    private static readonly PersonId Ann = Person("ann");
    private static readonly PersonId Bob = Person("bob");
    private static readonly ValueList<PassedOverView> PassedOver = [new PassedOverView(PassedOverReason.Giver, 1, [Bob])];

    private static readonly RequestRouting FullWish = Wish(1, "sales") with
    {
        Priority = 1,
        Answers = [new FormAnswer("product", "A1")],
        WantedSkills = ["tax"],
        PersonalMessage = "Please call back.",
        Giver = Bob,
        GiverRequest = World.Request(2),
        Assisting = [Ann],
        Customers = [new CustomerId(Id(3))],
    };

    private static readonly OfferView Offer = new(
        World.Request(1), 2, Session(1), new SessionNumber(100_000_001), true, Queue("sales"), "Customer", 1, Bob, "Please call back.",
        [new FormAnswer("product", "A1")], Start, Start.PlusSeconds(30));

    private static readonly RequestRecord Record = new(
        FullWish, Start, Start.PlusSeconds(-10), Start.PlusSeconds(60), RequestEnd.Completed, Queue("sales"), Ann, Start.PlusSeconds(5), 7,
        [new DecisionView(Start, 3, DecisionKind.Offered, "R3 most-idle", [Ann], PassedOver)]);

    public static IReadOnlyList<IJournalEvent> All { get; } =
    [
        new AgentOrdinalSeen(Ann, 7, new ConnectionId(Id(4))),
        new AgentSignedIn(Ann, Start, Start.PlusSeconds(900)),
        new AgentBeganSigningOut(Ann),
        new AgentSignedOut(Ann),
        new AgentAvailabilitySet(Ann, "break"),
        new AgentConnectionOpened(Ann, new ConnectionId(Id(4)), 8, Id(6)),
        new AgentConnectionLost(Ann, Start, Start.PlusSeconds(900)),
        new InboxLinesBroken([Id(6), Id(7)], [Id(7)]),
        new AgentGivenUp(Ann),
        new AgentStatusTold(Ann, new AgentStatus(AgentState.Unavailable, "break", 1, 2)),
        new SlotOccupied(Ann, Session(5), 1),
        new SlotReleased(Ann, Session(5)),
        new SlotMoved(Session(5), Ann, Bob, 1),
        new WrapUpExtended(Ann, World.Request(1), Start),
        new WrapUpEnded(Ann, World.Request(1)),
        new SettingsAdopted(SiteOf([Agent("ann", 2, new SkillLevel("tax", 5))], QueueOf("sales", "ann")) with
        {
            FallbackQueue = Queue("sales"), Channels = [new ChannelSettings("video", 2)],
        }),
        new RequestAccepted(FullWish, Queue("sales"), Start, 2, Start.PlusSeconds(300), "R1 queued"),
        new RequestPassedOver(World.Request(1), "I4 nobody is free and allowed", PassedOver),
        new RequestMovedOn(World.Request(1), Session(1), Queue("sales"), "R16 every addressee is out: fallback queue"),
        new RequestLeftStranded(World.Request(1), Session(1), [Ann, Bob]),
        new RequestHoldChanged(World.Request(1), true),
        new ExclusionsLifted(World.Request(1), [Ann], true, "R7 nobody else is left"),
        new RequestClosed(World.Request(1), RequestEnd.Completed, Start.PlusSeconds(90), Record),
        new OffersOpened(Offer, [Ann], "R3 most-idle", PassedOver),
        new OffersClosed(World.Request(1), 2, [Ann], OfferEnd.Declined, Start.PlusSeconds(60), "R7 declined"),
        new RequestTaken(World.Request(1), Session(1), Ann, Queue("sales"), 2, true, [Bob], 5000, Start.PlusSeconds(15), "R3 accepted first"),
        new AssignmentJoined(World.Request(1), Ann),
        new AssignmentReturned(World.Request(1), Session(1), Ann, ReturnReason.NotJoined),
        new AssignmentMoved(World.Request(1), Ann, Bob),
    ];
}
