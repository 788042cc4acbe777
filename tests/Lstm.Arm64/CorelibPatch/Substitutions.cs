using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Mono.Cecil;

namespace Lstm.Arm64;

/// <summary>
/// The core library carries a list of methods whose value the trimmer and the compiler shall take as given
/// (ILLink.Substitutions.xml, a resource); in an x64 build it says of every ARM class that IsSupported is false.
/// </summary>
internal static class Substitutions
{
    /// <summary>Takes what is said about ARM classes out of the list.</summary>
    /// <returns>How many classes were taken out.</returns>
    public static int ForgetArm(ModuleDefinition corelib)
    {
        int removed = 0;
        for (int index = 0; index < corelib.Resources.Count; index++)
        {
            if (corelib.Resources[index] is not EmbeddedResource { Name: "ILLink.Substitutions.xml" } list)
            {
                continue;
            }
            var xml = XDocument.Load(list.GetResourceStream());
            var arm = xml.Descendants("type").Where(IsArm).ToList();
            foreach (var type in arm)
            {
                type.Remove();
            }
            removed += arm.Count;

            using var changed = new MemoryStream();
            xml.Save(changed);
            corelib.Resources[index] = new EmbeddedResource(list.Name, list.Attributes, changed.ToArray());
        }
        return removed;
    }

    private static bool IsArm(XElement type) =>
        ((string?)type.Attribute("fullname"))?.StartsWith("System.Runtime.Intrinsics.Arm.", StringComparison.Ordinal) == true;
}
