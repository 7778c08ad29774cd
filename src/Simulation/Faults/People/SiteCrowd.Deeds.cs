using AcdRouter.Contracts;

namespace AcdRouter.Simulation.Faults;

/// <summary>What people begin, each with how often; a deed that has no subject just now is passed over and another drawn.</summary>
internal sealed partial class SiteCrowd
{
    private sealed class Deeds
    {
        /// <summary>Draws before a tick is given up.</summary>
        private const int Tries = 12;

        private readonly SiteCrowd crowd;
        private readonly List<(int Weight, Func<bool> Do)> deeds;
        private readonly int weights;

        public Deeds(SiteCrowd crowd)
        {
            this.crowd = crowd;
            deeds =
            [
                (46, RequestSession), (6, StartSession), (6, JoinByNumber), (4, JoinByInvitation), (9, Assist),
                (20, TransferToQueue), (12, TransferToAgents), (16, TransferControl), (8, EndSession), (2, Complete), (1, ForceEnd),
                (12, Pick), (3, ChangeState), (1, SignOutOrIn), (2, AgentConnection), (8, WrapUp),
                (7, CustomerPage), (5, CustomerLeaves), (4, PersonPage), (1, CloseWindow), (2, AssistantLeaves), (1, Remove),
                (3, SelectCustomer), (4, Activity), (9, StartVoice), (3, StopVoice), (6, VoiceLeg),
                (4, Invite), (1, Revoke), (1, ReportInvitation), (1, Configure), (4, Misbehave),
            ];
            weights = deeds.Sum(each => each.Weight);
        }

        private Dice Dice => crowd.dice;

        private SiteId Site => crowd.Site;

        public void DoOne()
        {
            for (var i = 0; i < Tries; i++)
            {
                var draw = Dice.Below(weights);
                var chosen = deeds.First(each => (draw -= each.Weight) < 0);
                if (chosen.Do()) return;
            }
        }

        private CommandId NewId() => crowd.NewId();

        private bool Do(ICommand command, Action<object>? then = null)
        {
            crowd.Do(command, then);
            return true;
        }

        private bool WithSession(Func<BelievedSession, bool> which, Func<BelievedSession, bool> what)
        {
            var fitting = crowd.memory.Sessions.Where(which).ToArray();
            return fitting.Length > 0 && what(Dice.Pick(fitting));
        }

        private bool WithControlled(Func<BelievedSession, PersonId, bool> what) =>
            WithSession(static each => each.Controller is not null, each => what(each, Dice.Percent(96) ? each.Controller!.Value : crowd.AnyPerson()));

        private bool RequestSession()
        {
            if (Dice.Below(100) >= crowd.busy) return false;
            var command = new RequestSession(
                NewId(), Site, $"Customer of {Site}", crowd.AnyQueue(), crowd.AnyChannel(), Dice.Below(3),
                [new FormAnswer("topic", $"{Site} topic")], [Dice.Pick(SiteMaker.Skills)]);
            return Do(command, CustomerArrives);
        }

        private void CustomerArrives(object answer)
        {
            if (answer is not CommandAccepted { Made: { Session: { } session, Customer: { } customer } }) return;
            crowd.memory.Session(session).Customers.Add(customer);
            if (Dice.Percent(92)) crowd.Later(50, 2_000, () => crowd.OpenPage(session, customer));
        }

        private bool StartSession()
        {
            var by = crowd.AnyPerson();
            ValueList<string> addresses = Dice.Percent(20) ? [$"somebody@{Site}.example"] : [];
            return Do(new StartSession(NewId(), Site, by, addresses, null, crowd.AnyChannel()), answer =>
            {
                if (answer is not CommandAccepted { Made.Session: { } session }) return;
                crowd.memory.Session(session).Controller = by;
                crowd.Later(50, 2_000, () => crowd.OpenPage(session, by));
            });
        }

        private bool JoinByNumber() => WithSession(
            static each => each.Number is not null,
            each => Do(new JoinSession(NewId(), Site, each.Number!.Value, $"Guest of {Site}"), CustomerArrives));

        private bool JoinByInvitation() => WithSession(
            static each => each.Invitations.Count > 0,
            each => Do(new JoinByInvitation(NewId(), Site, Dice.Pick(each.Invitations), Dice.Name(), $"Guest of {Site}"), CustomerArrives));

        private bool Assist() => WithSession(static each => each.Number is not null, each =>
        {
            var by = crowd.AnyPerson();
            return Do(new AssistSession(NewId(), Site, by, each.Number, null), answer =>
            {
                if (answer is CommandAccepted) crowd.Later(50, 1_500, () => crowd.OpenPage(each.Id, by));
            });
        });

        private bool TransferToQueue() => WithControlled((each, by) =>
            Do(new TransferSession(NewId(), Site, each.Id, by, crowd.AnyQueue(), [], Dice.Percent(60) ? $"From {by} of {Site}" : null)));

        private bool TransferToAgents() => WithControlled((each, by) =>
        {
            var agents = Enumerable.Range(0, Dice.Between(1, 3)).Select(_ => crowd.AnyAgent()).ToValueList();
            return Do(new TransferSession(NewId(), Site, each.Id, by, null, agents, $"For you, of {Site}"));
        });

        private bool TransferControl() => WithSession(
            static each => each.Controller is not null && each.Assistants.Count > 0,
            each => Do(new TransferControl(NewId(), Site, each.Id, each.Controller!.Value, Dice.Pick(each.Assistants))));

        private bool EndSession() => WithControlled((each, by) => Do(new EndSession(NewId(), Site, each.Id, by, false)));

        private bool Complete()
        {
            if (crowd.memory.Requests.Count == 0) return false;
            var request = Dice.Pick(crowd.memory.Requests);
            // Two who both may have it, should it ever have been assigned twice, both try.
            Do(new CompleteRequest(NewId(), Site, request, crowd.AnyAgent()));
            return Do(new CompleteRequest(NewId(), Site, request, crowd.AnyAgent()));
        }

        private bool ForceEnd() => WithSession(static _ => true, each => Do(new EndSession(NewId(), Site, each.Id, SiteMaker.Administrator(Site), true)));

        private bool Pick()
        {
            if (crowd.memory.Requests.Count == 0) return false;
            var (agent, request) = (crowd.AnyAgent(), Dice.Pick(crowd.memory.Requests));
            // Two reach for the same one now and then.
            if (Dice.Percent(20)) Do(new PickRequest(NewId(), Site, crowd.AnyAgent(), request));
            return Do(new PickRequest(NewId(), Site, agent, request), answer => crowd.JoinAfterAccepting(agent, answer));
        }

        private bool ChangeState() => Dice.Percent(60)
            ? Do(new SetAgentState(NewId(), Site, crowd.AnyAgent(), Availability.Available, null, crowd.NextOrdinal()))
            : Do(new SetAgentState(NewId(), Site, crowd.AnyAgent(), Availability.Unavailable, Dice.Percent(95) ? "meeting" : "no such reason", crowd.NextOrdinal()));

        private bool SignOutOrIn()
        {
            var agent = crowd.AnyAgent();
            Do(new SignOut(NewId(), Site, agent, crowd.NextOrdinal()));
            crowd.Later(2_000, 60_000, () => crowd.SignIn(agent));
            return true;
        }

        private bool AgentConnection()
        {
            var agent = crowd.AnyAgent();
            var change = Dice.Percent(50) ? ConnectionChange.Lost : ConnectionChange.Farewell;
            var connection = new ConnectionId(Dice.Name());
            Do(new ReportAgentConnection(NewId(), Site, agent, connection, ConnectionChange.Opened, crowd.NextOrdinal()));
            crowd.Later(100, 5_000, () => Do(new ReportAgentConnection(NewId(), Site, agent, connection, change, crowd.NextOrdinal())));
            if (Dice.Percent(70)) crowd.Later(6_000, 40_000, () => crowd.SignIn(agent));
            return true;
        }

        private bool WrapUp() => WithSession(
            static each => each.Request is not null,
            each => Do(new ChangeWrapUp(NewId(), Site, crowd.AnyAgent(), each.Request!.Value, Dice.Percent(50) ? null : Dice.Between(1, 20))));

        private bool CustomerPage() => WithSession(static each => each.Customers.Count > 0, each =>
        {
            var customer = Dice.Pick(each.Customers);
            Report(each.Id, null, customer, Dice.Percent(70) ? ConnectionChange.Lost : ConnectionChange.Farewell);
            if (Dice.Percent(70)) crowd.Later(200, 40_000, () => crowd.OpenPage(each.Id, customer));
            return true;
        });

        private bool CustomerLeaves() => WithSession(
            static each => each.Customers.Count > 0,
            each => Do(new LeaveSession(NewId(), Site, each.Id, Dice.Pick(each.Customers), null)));

        private bool PersonPage() => WithControlled((each, person) =>
        {
            Report(each.Id, person, null, Dice.Percent(70) ? ConnectionChange.Lost : ConnectionChange.Farewell);
            if (Dice.Percent(65)) crowd.Later(200, 20_000, () => crowd.OpenPage(each.Id, person));
            return true;
        });

        private void Report(SessionId session, PersonId? person, CustomerId? customer, ConnectionChange change) => Do(new ReportSessionPage(
            NewId(), Site, session, person, customer,
            person is { } one ? PageOf(session, one) : PageOf(session, customer!.Value),
            person is { } two ? WindowOf(two) : new WindowId(customer!.Value.Value),
            change, false, crowd.NextOrdinal()));

        private bool CloseWindow()
        {
            var person = crowd.AnyPerson();
            return Do(new CloseWindow(NewId(), Site, person, WindowOf(person), crowd.NextOrdinal()));
        }

        private bool AssistantLeaves() => WithSession(
            static each => each.Assistants.Count > 0,
            each => Do(new LeaveSession(NewId(), Site, each.Id, null, Dice.Pick(each.Assistants))));

        private bool Remove() => WithSession(
            static each => each.Controller is not null && each.Customers.Count > 1,
            each => Do(new RemoveParticipant(NewId(), Site, each.Id, each.Controller!.Value, Dice.Pick(each.Customers), null)));

        private bool SelectCustomer() => WithSession(
            static each => each.Controller is not null && each.Customers.Count > 0,
            each => Do(new SelectCustomer(NewId(), Site, each.Id, each.Controller!.Value, Dice.Pick(each.Customers))));

        private bool Activity() => WithControlled((each, by) =>
            Do(new SwitchActivity(NewId(), Site, each.Id, by, (Activity)Dice.Between(1, 6), Dice.Percent(70))));

        private bool StartVoice() => WithControlled((each, by) => Do(new StartVoiceCall(NewId(), Site, each.Id, by)));

        private bool StopVoice() => WithControlled((each, by) => Do(new StopVoiceCall(NewId(), Site, each.Id, by)));

        private bool VoiceLeg() => WithSession(
            static each => each.Customers.Count > 0,
            each => Do(new SwitchVoiceLeg(NewId(), Site, each.Id, null, Dice.Pick(each.Customers), Dice.Percent(70))));

        private bool Invite() => WithControlled((each, by) => Do(Dice.Below(3) switch
        {
            0 => new Invite(NewId(), Site, each.Id, by, InvitationMeans.InstantMessage, InvitationRole.Customer, null, null, null),
            1 => new Invite(NewId(), Site, each.Id, by, InvitationMeans.Mail, InvitationRole.Customer, $"guest@{Site}.example", null, "de"),
            _ => new Invite(NewId(), Site, each.Id, by, InvitationMeans.Colleague, InvitationRole.Representative, null, crowd.AnyPerson(), null),
        }));

        private bool Revoke() => WithSession(
            static each => each.Controller is not null && each.Invitations.Count > 0,
            each => Do(new RevokeInvitation(NewId(), Site, each.Id, each.Controller!.Value, Dice.Pick(each.Invitations))));

        private bool ReportInvitation() => WithSession(
            static each => each.Invitations.Count > 0,
            each => Do(new ReportInvitation(NewId(), Site, each.Id, Dice.Pick(each.Invitations), true, null)));

        private bool Configure()
        {
            var changed = SiteMaker.Change(Site, crowd.settings, Dice);
            switch (Dice.Below(5))
            {
                case 0: return Do(new ConfigureSite(NewId(), Site, changed with { Version = 1 }));
                case 1: return Do(new ConfigureSite(NewId(), Site, changed with { JoinSeconds = 0, FallbackQueue = new QueueId("nowhere") }));
                default:
                    crowd.settings = changed;
                    return Do(new ConfigureSite(NewId(), Site, changed));
            }
        }

        private SessionNumber NumberOfAny() =>
            crowd.memory.Sessions is [{ Number: { } number }, ..] ? number : new SessionNumber(SessionNumber.Max);

        /// <summary>What must be refused: somebody else's site, unknown things, bad values.</summary>
        private bool Misbehave()
        {
            var session = crowd.memory.Sessions.Count > 0 ? Dice.Pick(crowd.memory.Sessions).Id : new SessionId(Dice.Name());
            var by = crowd.AnyPerson();
            return Do(Dice.Below(8) switch
            {
                0 => new EndSession(NewId(), Site, new SessionId(Dice.Name()), by, false),
                1 => new TransferSession(NewId(), Site, session, by, null, [new PersonId($"{crowd.OtherSite}-p1")], null),
                2 => new TransferSession(NewId(), Site, session, by, null, [], new string('x', 400)),
                3 => new EndSession(NewId(), crowd.OtherSite, session, by, false),
                4 => new JoinSession(NewId(), crowd.OtherSite, NumberOfAny(), "Stranger"),
                5 => new AcceptOffer(NewId(), Site, crowd.AnyAgent(), new RequestId(Dice.Name()), 1),
                6 => new RequestSession(NewId(), Site, "", crowd.AnyQueue(), null, 99, [], []),
                _ => new SignIn(NewId(), new SiteId("nowhere"), by, 1),
            });
        }
    }
}
