using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>Cumulative counters of a queue or an agent (R24); they only grow, and a report subtracts two readings.</summary>
internal sealed class Counters
{
    public long Offered { get; set; }

    public long Answered { get; set; }

    public long AnsweredInTime { get; set; }

    public long Abandoned { get; set; }

    public long Declined { get; set; }

    public long Expired { get; set; }

    public long TransferredIn { get; set; }

    public long TransferredOut { get; set; }

    public long AnswerWaitMilliseconds { get; set; }

    public long HandleMilliseconds { get; set; }

    public long WrapUpMilliseconds { get; set; }

    public CountersView View() => new(
        Offered,
        Answered,
        AnsweredInTime,
        Abandoned,
        Declined,
        Expired,
        TransferredIn,
        TransferredOut,
        AnswerWaitMilliseconds,
        HandleMilliseconds,
        WrapUpMilliseconds);

    public void Restore(CountersView saved)
    {
        Offered = saved.Offered;
        Answered = saved.Answered;
        AnsweredInTime = saved.AnsweredInTime;
        Abandoned = saved.Abandoned;
        Declined = saved.Declined;
        Expired = saved.Expired;
        TransferredIn = saved.TransferredIn;
        TransferredOut = saved.TransferredOut;
        AnswerWaitMilliseconds = saved.AnswerWaitMilliseconds;
        HandleMilliseconds = saved.HandleMilliseconds;
        WrapUpMilliseconds = saved.WrapUpMilliseconds;
    }
}
