using AcdRouter.Contracts;

namespace AcdRouter.Acd;

/// <summary>The refusal of what no partition has the site of, in the words that a partition has for it.</summary>
internal static class UnknownSites
{
    public static Refusal Refuse(SiteId site) =>
        new(RefusalReason.UnknownSite, $"There is no site \"{site}\" here. Check the site's name.", "site", []);
}
