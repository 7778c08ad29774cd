using AcdRouter.Contracts;

namespace AcdRouter.Simulation.Faults;

/// <summary>What a world went through whose invariants all held.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Commands">Wishes made.</param>
/// <param name="Accepted">Of these, durably accepted.</param>
/// <param name="Refused">Of these, durably refused.</param>
/// <param name="Faults">Big faults that struck: deaths, freezes, outages, late appends, second writers, planted exceptions, clocks.</param>
/// <param name="Messages">Messages lost, doubled or late.</param>
/// <param name="Writers">Runs of the program.</param>
/// <param name="Records">Journal records.</param>
/// <param name="Requests">Requests accepted by the router.</param>
/// <param name="Offers">Offers made.</param>
/// <param name="Assignments">Times an agent got a request.</param>
/// <param name="Steps">Steps of the agenda.</param>
/// <param name="StateHash">Hash of the last state.</param>
/// <param name="FaultsByKind">Big faults by what they were, sorted.</param>
/// <param name="AcceptedByCommand">Accepted commands by type, sorted.</param>
public sealed record WorldReport(
    ulong Seed,
    int Commands,
    int Accepted,
    int Refused,
    int Faults,
    int Messages,
    int Writers,
    long Records,
    int Requests,
    int Offers,
    int Assignments,
    long Steps,
    string StateHash,
    ValueList<CountOf> FaultsByKind,
    ValueList<CountOf> AcceptedByCommand);

/// <summary>How many there were of something.</summary>
/// <param name="What">Of what.</param>
/// <param name="Count">How many.</param>
public sealed record CountOf(string What, int Count);
