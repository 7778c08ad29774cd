using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace AcdRouter.Journals;

/// <summary>A script that the server runs without letting anything else in between. Called by its SHA-1, as Redis names scripts.</summary>
internal sealed class RedisScript
{
    [SuppressMessage("Security", "CA5350", Justification = "Redis names scripts so; nothing is protected by it.")]
    public RedisScript(string text)
    {
        Text = text;
        Sha1 = SHA1.HashData(Encoding.UTF8.GetBytes(text));
    }

    public string Text { get; }

    public byte[] Sha1 { get; }
}
