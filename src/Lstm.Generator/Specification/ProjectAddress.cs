using System.Linq;
using System.Reflection;

namespace Lstm.Specification;

/// <summary>Where this project can be seen: what the property LstmRepository of Directory.Build.props said when this was built.</summary>
internal static class ProjectAddress
{
    /// <summary>The repository's address; empty while it has none.</summary>
    public static string Repository { get; } =
        typeof(ProjectAddress).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(item => item.Key == "RepositoryUrl")?.Value ?? "";

    /// <summary>The address of a file in it; empty where there is none.</summary>
    /// <param name="repository">The repository's address.</param>
    /// <param name="form">"blob" to be read by people, "raw" as it is.</param>
    /// <param name="path">The file's path.</param>
    public static string Of(string repository, string form, string path) => repository.Length > 0 ? $"{repository}/{form}/main/{path}" : "";
}
