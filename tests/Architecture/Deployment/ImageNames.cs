using System.Text.RegularExpressions;

namespace AcdRouter.Architecture.Tests.Deployment;

/// <summary>Names of images.</summary>
internal static partial class ImageNames
{
    /// <summary>Whether a name means the same image tomorrow: a digest, or a tag that names a release down to its last number.</summary>
    public static bool IsPinned(string image) => Digest().IsMatch(image) || Release().IsMatch(image);

    [GeneratedRegex("@sha256:[0-9a-f]{64}$")]
    private static partial Regex Digest();

    [GeneratedRegex(@"^[^@:]+(:[0-9]+/[^@:]+)?:v?\d+\.\d+(\.\d+)?(-[a-z0-9.]+)?$")]
    private static partial Regex Release();
}
