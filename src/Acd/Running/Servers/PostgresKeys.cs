using System.Xml.Linq;
using AcdRouter.Journals;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace AcdRouter.Acd;

/// <summary>Keeps the keys that seal tokens where every process of an installation finds them: a token of one opens the others.</summary>
internal sealed class PostgresKeys(PostgresKeyTable table) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. table.ReadAll().Select(key => XElement.Parse(key.Value))];

    public void StoreElement(XElement element, string friendlyName) => table.Add(friendlyName, element.ToString(SaveOptions.DisableFormatting));
}
