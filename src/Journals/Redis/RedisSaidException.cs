namespace AcdRouter.Journals;

/// <summary>An error that the server answered with, in its own words; never leaves this folder untranslated.</summary>
internal sealed class RedisSaidException(string words) : Exception(words);
