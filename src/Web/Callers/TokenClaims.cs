namespace AcdRouter.Web;

/// <summary>What a token says. Never privileges: those are looked up.</summary>
internal static class TokenClaims
{
    public const string Site = "site";
    public const string Person = "person";
    public const string Session = "session";
    public const string Customer = "customer";

    /// <summary>Whoever runs the program: no person, no site.</summary>
    public const string Operator = "operator";
}
