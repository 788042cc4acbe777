using System;
using System.Linq;

namespace Lstm.Training.Report.Html;

/// <summary>Makes links of paths.</summary>
internal static class Links
{
    /// <summary>A relative path as a link: never an address with a scheme, whatever files are called.</summary>
    public static string Of(string path) => "./" + string.Join('/', path.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));
}
