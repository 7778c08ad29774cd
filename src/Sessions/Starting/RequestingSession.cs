using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>S1: a customer asks for an agent. Waiting session and request are made together; if the router refuses, neither.</summary>
internal static class RequestingSession
{
    public static Verdict Decide(SiteState state, RequestSession command, IDecision decision)
    {
        if (state.Settings is not { } settings)
        {
            return Verdict.Refused(RefusalReason.UnknownSite, $"The site '{state.Site}' has no settings yet. Configure it first.");
        }
        if (Validate(settings, command) is { } invalid) return invalid;
        var session = new SessionId(command.CommandId.Value);
        var request = new RequestId(command.CommandId.Value);
        var customer = new CustomerId(command.CommandId.Value);
        var channel = command.Channel ?? StartingSession.DefaultChannel;
        var target = new RoutingTarget(command.Queue, []);
        if (state.Find(session) is { } requested) return Repeated(requested, request, channel, target, command);
        if (state.FindByCustomer(customer) is not null) return Refusals.CommandIdReused();
        if (SessionNumbers.FirstFree(state, decision) is not { } number) return SessionNumbers.NoneFree();

        var routed = decision.Ask(new RequestRouting(
            state.Site,
            request,
            session,
            number,
            channel,
            command.Priority,
            command.Customer,
            command.Answers,
            command.WantedSkills,
            target,
            null,
            null,
            null,
            [])
        {
            Customers = [customer],
        });
        if (!routed.IsAccepted)
        {
            return RouterRefusals.InWordsOf(
                routed,
                ("target", "queue"),
                ("priority", "priority"),
                ("answers", "answers"),
                ("wantedSkills", "wantedSkills"),
                ("request", "commandId"));
        }


        decision.Emit(new SessionOpened(
            session,
            number,
            null,
            null,
            null,
            channel,
            settings.MaxCustomersPerSession,
            request,
            target,
            command.Answers,
            command.WantedSkills,
            null));
        Joining.Enter(state, state.Get(session), customer, command.Customer, null, null, decision);
        return Verdict.Accepted(new Made
        {
            Session = session,
            Number = number,
            Customer = customer,
            Request = request,
            Position = routed.Made.Position,
        });
    }

    /// <summary>The same wish again, after its answer was forgotten: the session is the one requested then, wherever it is now.</summary>
    private static Verdict Repeated(Session session, RequestId request, string channel, RoutingTarget target, RequestSession command)
    {
        // The first wait is missing where newer spans have crowded it out.
        var wentTo = session.Trail.Waits.Find(each => each.Request == request)?.Target;
        var same = session.StartedBy is null
            && session.Customers[0].Name == command.Customer
            && session.Channel == channel
            && session.Answers == command.Answers
            && session.WantedSkills == command.WantedSkills
            && (wentTo is null || wentTo == target);
        return same
            ? Verdict.Accepted(new Made { Session = session.Id, Number = session.Number, Customer = session.Customers[0].Id, Request = request })
            : Refusals.CommandIdReused();
    }

    private static Verdict? Validate(SettingsAdopted settings, RequestSession command)
    {
        if (Joining.ValidateName(command.Customer, "customer") is { } name) return name;
        if (!TextIds.IsWellFormed(command.Queue.Value)) return Refusals.Field("queue", "name the queue that the request is for.");
        if (StartingSession.ValidateChannel(command.Channel) is { } channel) return channel;
        if (command.Priority < 0 || command.Priority >= settings.Priorities)
        {
            return Refusals.Field("priority", $"is from 0 to {settings.Priorities - 1} on this site.");
        }
        if (command.Answers is null || command.Answers.Count > Bounds.Answers)
        {
            return Refusals.Field("answers", $"is a list of at most {Bounds.Answers} answers; give fewer, or an empty list.");
        }
        foreach (var answer in command.Answers)
        {
            if (!Texts.IsLine(answer.Field, Bounds.AnswerFieldCharacters))
            {
                return Refusals.Field("answers", $"a field's name has 1 to {Bounds.AnswerFieldCharacters} characters on one line.");
            }
            if (!Texts.IsProse(answer.Value, Bounds.AnswerCharacters))
            {
                return Refusals.Field(
                    "answers", $"the answer to '{answer.Field}' has at most {Bounds.AnswerCharacters} characters and no control characters.");
            }
        }
        if (command.WantedSkills is null || command.WantedSkills.Count > Bounds.WantedSkills)
        {
            return Refusals.Field("wantedSkills", $"is a list of at most {Bounds.WantedSkills} skills; give fewer, or an empty list.");
        }
        return command.WantedSkills.All(static skill => Texts.IsLine(skill, Bounds.SkillCharacters))
            ? null
            : Refusals.Field("wantedSkills", $"a skill's name has 1 to {Bounds.SkillCharacters} characters on one line.");
    }
}
