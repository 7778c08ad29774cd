namespace AcdRouter.Acd;

/// <summary>Addresses to listen on, checked before anything is started.</summary>
internal static class Addresses
{
    /// <summary>What is wrong with them, or null.</summary>
    public static string? FindProblem(string urls)
    {
        foreach (var url in urls.Split(';'))
        {
            try
            {
                var address = BindingAddress.Parse(url);
                if (address.Scheme != "http") return $"\"{url}\": only http is served; put a proxy that speaks https in front.";
                if (address.Port > ushort.MaxValue) return $"\"{url}\": the port is 0 to {ushort.MaxValue}.";
                if (address.PathBase.Length > 0) return $"\"{url}\": a path cannot be listened on.";
            }
            catch (FormatException)
            {
                return $"\"{url}\" is not an address; expected such as http://127.0.0.1:8080.";
            }
        }
        return null;
    }
}
