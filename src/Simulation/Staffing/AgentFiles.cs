namespace AcdRouter.Simulation.Staffing;

/// <summary>The files that say who worked when and took what.</summary>
/// <param name="Days">Comma-separated, with a header: date, agent, first_service_start, last_service_exit and more.</param>
/// <param name="Skills">Comma-separated, with a header: agent and a column calls_X for every type X.</param>
public sealed record AgentFiles(string Days, string Skills)
{
    /// <summary>
    /// The files <c>agent_days_X.csv</c> and <c>agent_skills_X.csv</c> in the folder of a recording whose name starts X; null unless
    /// both are there, once.
    /// </summary>
    public static AgentFiles? FindBeside(string recording)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(recording));
        var name = Path.GetFileName(recording).Split('.')[0];
        if (folder is null || name.Length == 0) return null;
        return Find(folder, "agent_days_", name) is { } days && Find(folder, "agent_skills_", name) is { } skills
            ? new AgentFiles(days, skills)
            : null;
    }

    private static string? Find(string folder, string prefix, string name)
    {
        var found = Directory.GetFiles(folder, "*.csv")
            .Where(path => Path.GetFileName(path).StartsWith(prefix + name, StringComparison.OrdinalIgnoreCase))
            .ToArray();
        return found.Length == 1 ? found[0] : null;
    }
}
