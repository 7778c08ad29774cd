using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

/// <summary>
/// Walks through the commands in an order drawn from a fixed seed, sensible or not; the site under test asserts the invariants,
/// the replay and the saved state after every step.
/// </summary>
public sealed class RandomWalkTests
{
    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 60)];

    [Theory, Accepts("I6"), Accepts("I7"), Accepts("I8")]
    [MemberData(nameof(Seeds))]
    public void I6_no_order_of_commands_breaks_an_invariant(int seed)
    {
        var walk = new Walk(seed);
        for (var step = 0; step < 250; step++) walk.Step();
        walk.Accepted.ShouldBeGreaterThan(20, $"seed {seed}: a walk of refusals proves nothing");
    }

    private sealed class Walk(int seed)
    {
        private static readonly PersonId[] People = [Site.Ann, Site.Bob, Site.Cleo, Site.Temp];

        private readonly Site site = new();
        private readonly List<SessionId> sessions = [];
        private readonly List<CustomerId> customers = [];
        private readonly List<InvitationId> invitations = [];
        private uint state = (uint)seed * 2654435761u;

        public int Accepted { get; private set; }

        public void Step()
        {
            site.Router = Draw(6) == 0
                ? _ => Verdict.Refused(RefusalReason.QueueFull, "full")
                : _ => Verdict.Accepted(new Made { Position = 1 });
            switch (Draw(24))
            {
                case 0: site.Pass(Draw(40)); return;
                case 1: site.Resume(Draw(100)); return;
                case 2: Try(new StartSession(site.NewId(), Site.Id, Person(), [], null, null)); return;
                case 3: Try(new RequestSession(site.NewId(), Site.Id, "Carl", Site.Support, null, 0, [], [])); return;
                default: break;
            }
            if (sessions.Count == 0) return;
            var session = sessions[Draw(sessions.Count)];
            var view = site.Show(session);
            if (view is null)
            {
                sessions.Remove(session);
                return;
            }
            Act(view);
        }

        private void Act(SessionView view)
        {
            var session = view.Session;
            var by = Draw(4) == 0 ? Person() : view.Controller ?? Person();
            switch (Draw(20))
            {
                case 0 or 1: Try(new JoinSession(site.NewId(), Site.Id, view.Number, "Carl")); break;
                case 2: Try(new AssistSession(site.NewId(), Site.Id, Person(), view.Number, null)); break;
                case 3: Try(new TransferSession(site.NewId(), Site.Id, session, by, Site.Support, [], "Hello")); break;
                case 4: Try(new TransferSession(site.NewId(), Site.Id, session, by, null, [Person(), Person()], null)); break;
                case 5: Try(new TransferControl(site.NewId(), Site.Id, session, by, Person())); break;
                case 6 or 7 or 8: Assign(view); break;
                case 9 or 10 or 11: Report(session); break;
                case 12: Try(new StartVoiceCall(site.NewId(), Site.Id, session, by)); break;
                case 13: Try(new StopVoiceCall(site.NewId(), Site.Id, session, by)); break;
                case 14: Confirm(view); break;
                case 15: Try(new SwitchActivity(site.NewId(), Site.Id, session, by, (Activity)(1 + Draw(6)), Draw(2) == 0)); break;
                case 16: Leave(view, by); break;
                case 17: Invite(session, by); break;
                case 18: Select(view, by); break;
                default:
                    if (Draw(4) == 0) Try(new EndSession(site.NewId(), Site.Id, session, by, false));
                    break;
            }
        }

        private void Assign(SessionView view)
        {
            if (view.WaitingRequest is { } waiting) Try(new AssignSession(Site.Id, view.Session, waiting, Person(), null));
            else if (view.Request is { } request && Draw(3) == 0) Try(new UnassignSession(Site.Id, view.Session, request, view.Controller!.Value));
        }

        private void Report(SessionId session)
        {
            var change = (ConnectionChange)(Draw(5) is var draw && draw < 3 ? 1 : draw - 1);
            var ofCustomer = customers.Count > 0 && Draw(2) == 0;
            Try(site.Page(session, ofCustomer ? null : Person(), ofCustomer ? customers[Draw(customers.Count)] : null, change));
        }

        private void Confirm(SessionView view)
        {
            if (view.Voice is not { } voice) return;
            if (Draw(2) == 0) Try(new ConfirmVoiceCallOpened(site.NewId(), Site.Id, view.Session, voice.Call));
            else Try(new ConfirmVoiceCallEnded(site.NewId(), Site.Id, view.Session, voice.Call, OrderOf(voice.Call)));
        }

        private long OrderOf(CallId call) =>
            site.Owed().Select(static each => each.Message).OfType<EndVoiceCall>().FirstOrDefault(each => each.Call == call)?.Order ?? 0;

        private void Leave(SessionView view, PersonId by)
        {
            if (view.Customers.Count == 0) return;
            var customer = view.Customers[Draw(view.Customers.Count)].Customer;
            if (Draw(2) == 0) Try(new LeaveSession(site.NewId(), Site.Id, view.Session, customer, null));
            else Try(new RemoveParticipant(site.NewId(), Site.Id, view.Session, by, customer, null));
        }

        private void Invite(SessionId session, PersonId by)
        {
            if (invitations.Count > 0 && Draw(2) == 0)
            {
                Try(new JoinByInvitation(
                    site.NewId(), Site.Id, invitations[Draw(invitations.Count)], new Guid(1 + Draw(3), 0, 0, new byte[8]), "Dora"));
            }
            else
            {
                Try(new Invite(
                    site.NewId(), Site.Id, session, by, Draw(2) == 0 ? InvitationMeans.OwnMail : InvitationMeans.InstantMessage,
                    InvitationRole.Customer, null, null, null));
            }
        }

        private void Select(SessionView view, PersonId by)
        {
            if (view.Customers.Count == 0) return;
            var customer = view.Customers[Draw(view.Customers.Count)].Customer;
            if (Draw(2) == 0) Try(new SelectCustomer(site.NewId(), Site.Id, view.Session, by, customer));
            else Try(new SwitchVoiceLeg(site.NewId(), Site.Id, view.Session, null, customer, Draw(2) == 0));
        }

        private void Try(object message)
        {
            var verdict = site.When(message);
            if (!verdict.IsAccepted) return;
            Accepted++;
            var made = verdict.Made;
            if (made.Customer is { } customer && !customers.Contains(customer)) customers.Add(customer);
            if (made.Session is { } session && !sessions.Contains(session)) sessions.Add(session);
            if (made.Invitations is { } invited) invitations.AddRange(invited);
        }

        private PersonId Person() => People[Draw(People.Length)];

        private int Draw(int below)
        {
            state = (state * 1664525u) + 1013904223u;
            return (int)((state >> 8) % (uint)below);
        }
    }
}
