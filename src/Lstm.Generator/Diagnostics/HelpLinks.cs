using Lstm.Specification;

namespace Lstm.Generator.Diagnostics;

/// <summary>Each rule has a page in docs/diagnostics under its id, which travels in the package.</summary>
internal static class HelpLinks
{
    /// <summary>The address of a rule's page; empty while the repository has none.</summary>
    public static string Of(string id) => Of(id, ProjectAddress.Repository);

    /// <summary>A message that names its page's file, in the package or the repository, unless there is an address, which the compiler itself writes behind the message.</summary>
    public static string Named(string id, string message) => Named(id, message, ProjectAddress.Repository);

    public static string Of(string id, string repository) => ProjectAddress.Of(repository, "blob", Page(id));

    public static string Named(string id, string message, string repository) => repository.Length > 0 ? message : $"{message} ({Page(id)} of Lstm.Embedded)";

    private static string Page(string id) => $"docs/diagnostics/{id}.md";
}
