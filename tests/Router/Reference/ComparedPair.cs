using AcdRouter.Contracts;

namespace AcdRouter.Router.Tests.Reference;

/// <summary>Draws a site and commands from a seed and gives them to both routers.</summary>
internal sealed class ComparedPair
{
    private static readonly string[] AllNames = ["ann", "bob", "cid", "dot", "eve", "fay"];

    private readonly string[] names;
    private readonly Random draw;
    private readonly World world;
    private readonly SiteSettings settings;
    private int requests;
    private int sessions = 5000;

    public ComparedPair(int seed)
    {
        draw = new Random(seed);
        names = AllNames[..draw.Next(2, AllNames.Length + 1)];
        settings = DrawSite();
        world = new World(settings);
        Reference = new ReferenceRouter(settings);
        Reference.PassTo(world.Now);
        foreach (var name in names) world.Report(name, ConnectionChange.Opened);
    }

    public ReferenceRouter Reference { get; }

    private SiteSettings DrawSite()
    {
        var people = names.Select(name => World.Agent(
            name, draw.Next(1, 4), new SkillLevel("tax", draw.Next(1, 11)), new SkillLevel("law", draw.Next(1, 11)))).ToValueList();
        var queues = new List<QueueSettings>();
        for (var i = 0; i < 4; i++)
        {
            var members = names.Where(_ => draw.Next(3) > 0).Select(name => new MemberSettings(World.Person(name), draw.Next(1, 4)));
            queues.Add(World.QueueOf("q" + i) with
            {
                Members = members.ToValueList(),
                Distribution = (Contracts.Distribution)draw.Next(1, 6),
                UnavailabilityThresholdSeconds = draw.Next(5, 40),
                RetryAfterSeconds = draw.Next(3) == 0 ? 1 : draw.Next(1, 60),
                WrapUpSeconds = draw.Next(2) == 0 ? 0 : draw.Next(1, 30),
                Picking = draw.Next(4) > 0,
            });
        }
        return World.SiteOf(people, [.. queues]) with
        {
            HeadStartSeconds = [0, 10, 60],
            NotBackToGiverSeconds = draw.Next(3) == 0 ? 0 : draw.Next(1, 60),
            FallbackQueue = draw.Next(2) == 0 ? World.Queue("q0") : null,
            Channels = draw.Next(3) == 0 ? [new ChannelSettings("video", 2)] : [],
        };
    }

    /// <summary>One drawn command, decided by both; the words say which.</summary>
    public string Step()
    {
        Reference.PassTo(world.Now);
        var name = names[draw.Next(names.Length)];
        var number = draw.Next(Math.Max(1, requests - 15), requests + 1);
        switch (draw.Next(24))
        {
            case 0 or 1 or 2: world.SignIn(name); Reference.SignIn(name); return $"sign in {name}";
            case 3: world.SignOut(name); Reference.SignOut(name); return $"sign out {name}";
            case 4: Same(world.Unavailable(name), Reference.SetState(name, "break")); return $"unavailable {name}";
            case 5 or 6: Same(world.Available(name), Reference.SetState(name, null)); return $"available {name}";
            case 7 or 8 or 9 or 10: return Route(DrawWish());
            case 11 or 12 or 13 or 14: return Answer(accept: true);
            case 15: return Answer(accept: false);
            case 16: Same(world.Pick(name, number), Reference.Pick(name, number)); return $"pick {name} {number}";
            case 17 or 18: world.End(number); Reference.End(number); return $"end {number}";
            case 19: return HoldOrRelease(number);
            case 20: return OccupyOrRelease(name);
            case 21: return Transfer();
            case 22: return ReturnOne();
            default: return Pass();
        }
    }

    private static void Same(Processes.Verdict real, bool reference) => real.IsAccepted.ShouldBe(reference, real.Refusal?.Message);

    private RequestRouting DrawWish()
    {
        requests++;
        var wish = draw.Next(5) == 0
            ? World.WishFor(requests, [.. names.OrderBy(_ => draw.Next()).Take(draw.Next(1, 4)).Order(StringComparer.Ordinal)])
            : World.Wish(requests, "q" + draw.Next(4));
        return wish with
        {
            Priority = draw.Next(3),
            Channel = draw.Next(3) == 0 ? "video" : "web",
            WantedSkills = draw.Next(3) switch { 0 => ["tax"], 1 => ["tax", "law"], _ => [] },
        };
    }

    private string Route(RequestRouting wish)
    {
        Same(world.When(wish), Reference.Route(wish));
        return $"route {requests} to {wish.Target}";
    }

    private string Answer(bool accept)
    {
        var offered = world.Router.State.Requests().Where(each => each.Round is not null).ToArray();
        if (offered.Length == 0) return "nothing";
        var request = offered[draw.Next(offered.Length)];
        var open = request.Round!.Open;
        var agent = open[draw.Next(open.Count)].Agent.Value;
        var number = int.Parse(request.Id.Value.ToString()[^12..], System.Globalization.CultureInfo.InvariantCulture);
        var offer = request.LastOffer;
        if (!accept)
        {
            Same(world.Decline(agent, number), Reference.Decline(agent, number, offer));
            return $"decline {agent} {number}";
        }
        Same(world.Accept(agent, number), Reference.Accept(agent, number, offer));
        if (draw.Next(5) > 0)
        {
            world.Join(agent, number);
            Reference.Join(agent, number);
        }
        return $"accept {agent} {number}";
    }

    private string HoldOrRelease(int number)
    {
        var held = draw.Next(2) == 0;
        if (world.AgentOf(number) is not null) return "nothing";
        world.Hold(number, held);
        Reference.Hold(number, held);
        return $"hold {number} {held}";
    }

    private string OccupyOrRelease(string name)
    {
        if (Reference.Agent(name).Own.Count > 0 && draw.Next(2) == 0)
        {
            var session = Reference.Agent(name).Own.Keys.Order().First();
            var number = int.Parse(session.Value.ToString()[^12..], System.Globalization.CultureInfo.InvariantCulture);
            world.When(new ReleaseSlot(World.Site, World.Person(name), session));
            Reference.Release(name, number);
            return $"release {name} {number}";
        }
        sessions++;
        Same(world.When(new OccupySlot(World.Site, World.Person(name), World.Session(sessions), "web")), Reference.Occupy(name, sessions));
        return $"occupy {name} {sessions}";
    }

    private string Transfer()
    {
        var assigned = world.Router.State.Requests().Where(each => each.Assignment is { Joined: true }).ToArray();
        if (assigned.Length == 0) return "nothing";
        var request = assigned[draw.Next(assigned.Length)];
        var giver = request.Assignment!.Agent;
        var wish = DrawWish();
        if (wish.Target.Agents.Contains(giver)) wish = World.Wish(requests, "q" + draw.Next(4));
        wish = wish with { Giver = giver, GiverRequest = request.Id, Session = request.Wish.Session };
        return $"{giver} transfers: {Route(wish)}";
    }

    private string ReturnOne()
    {
        var assigned = world.Router.State.Requests().Where(each => each.Assignment is not null).ToArray();
        if (assigned.Length == 0) return "nothing";
        var request = assigned[draw.Next(assigned.Length)];
        var number = int.Parse(request.Id.Value.ToString()[^12..], System.Globalization.CultureInfo.InvariantCulture);
        var agent = request.Assignment!.Agent.Value;
        world.When(new ReturnRequest(World.Site, request.Id, request.Assignment.Agent, ReturnReason.AgentLost));
        Reference.Return(agent, number);
        return $"return {number} from {agent}";
    }

    private string Pass()
    {
        var milliseconds = draw.Next(1, 20_000);
        world.PassMilliseconds(milliseconds);
        Reference.PassTo(world.Now);
        if (draw.Next(4) == 0) world.Reload();
        return $"pass {milliseconds} ms";
    }

    /// <summary>The real router's state in the reference's words.</summary>
    public string Real()
    {
        var state = world.Router.State;
        var lines = state.Requests().Order().Select(each =>
            $"{each.Id.Value.ToString()[^4..]} {each.Queue?.Id.Value ?? "-"} {(each.Held ? "held" : string.Empty)} {(each.Stranded ? "stranded" : string.Empty)} #{each.LastOffer} [{string.Join(",", (each.Round?.Open ?? []).Select(o => $"{o.Agent}@{o.ExpiresAt.Milliseconds - World.Start.Milliseconds}"))}] {each.Assignment?.Agent.Value} {(each.Assignment is { Joined: true } ? "joined" : string.Empty)} -{string.Join(",", each.Declined?.Keys ?? [])}");
        var people = state.Agents.Select(each =>
            $"{each.Id} {(each.SignedIn ? each.SigningOut ? "leaving" : each.Reason ?? "in" : "out")} {each.Used()} {each.WrapUps.Count}");
        return string.Join("\n", lines.Concat(people));
    }

    /// <summary>All facts folded into a new router give the same state to the byte (I8).</summary>
    public void Finish() => World.Saved(world.Replayed()).ShouldBe(world.Saved());
}
