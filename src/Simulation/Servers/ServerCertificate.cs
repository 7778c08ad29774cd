namespace AcdRouter.Simulation.Servers;

/// <summary>What a server shows and proves itself with, as files in PEM.</summary>
/// <param name="Chain">The certificate.</param>
/// <param name="Key">Its private key, readable by its owner only.</param>
/// <param name="Authority">The certificate of whoever issued it.</param>
public sealed record ServerCertificate(string Chain, string Key, string Authority);
