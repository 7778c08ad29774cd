using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>The deadlines of this process. The numbers of the kinds are permanent: journals and snapshots hold them.</summary>
internal static class SessionDeadlines
{
    /// <summary>A representative's page is away for too long.</summary>
    public const int PersonGone = 1;

    /// <summary>A customer's page is away for too long.</summary>
    public const int CustomerGone = 2;

    /// <summary>A tear-down is unconfirmed for too long.</summary>
    public const int VoiceOverdue = 3;

    /// <summary>The oldest resting numbers may be given out again.</summary>
    public const int NumbersRested = 4;

    /// <summary>After a gap the router has to be told whether a waiting session's customers are there.</summary>
    public const int HoldCheck = 5;

    public static readonly DeadlineKey Numbers = new(NumbersRested, Guid.Empty, "");

    public static DeadlineKey Of(SessionId session, PersonId person) => new(PersonGone, session.Value, person.Value);

    public static DeadlineKey Of(SessionId session, CustomerId customer) => new(CustomerGone, session.Value, customer.Value.ToString());

    public static DeadlineKey Of(CallId call) => new(VoiceOverdue, call.Value, "");

    public static DeadlineKey Hold(SessionId session) => new(HoldCheck, session.Value, "");

    /// <summary>True for what a gap without anybody there pushes on.</summary>
    public static bool IsPushedByGap(DeadlineKey key) => key.Kind is PersonGone or CustomerGone or VoiceOverdue;
}
