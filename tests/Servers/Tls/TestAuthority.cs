using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AcdRouter.Simulation.Servers;

namespace AcdRouter.Servers.Tests.Tls;

/// <summary>Issues a certificate for servers on this machine, good for a day.</summary>
internal static class TestAuthority
{
    private const int KeyBits = 2048;

    /// <summary>Writes an issuer of its own and what it has issued into a folder, which is made.</summary>
    public static ServerCertificate Issue(string folder)
    {
        Directory.CreateDirectory(folder);
        var from = TimeProvider.System.GetUtcNow().AddHours(-1);
        using var issuerKey = RSA.Create(KeyBits);
        var issuing = new CertificateRequest($"CN=Issuer {Guid.NewGuid():N}", issuerKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        issuing.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        issuing.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        issuing.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(issuing.PublicKey, critical: false));
        using var issuer = issuing.CreateSelfSigned(from, from.AddDays(1));

        using var key = RSA.Create(KeyBits);
        var asking = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        asking.CertificateExtensions.Add(names.Build());
        asking.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var issued = asking.Create(issuer, from, from.AddHours(20), Guid.NewGuid().ToByteArray());

        var made = new ServerCertificate(Path.Combine(folder, "server.pem"), Path.Combine(folder, "server.key"), Path.Combine(folder, "issuer.pem"));
        File.WriteAllText(made.Chain, issued.ExportCertificatePem());
        File.WriteAllText(made.Authority, issuer.ExportCertificatePem());
        File.WriteAllText(made.Key, key.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(made.Key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return made;
    }
}
