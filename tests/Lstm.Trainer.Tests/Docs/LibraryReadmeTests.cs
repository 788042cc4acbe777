using System;
using System.IO;
using System.Linq;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Lstm.Trainer.Tests.Docs;

/// <summary>The program that the library's page shows compiles; tests/packages.sh runs it on the package.</summary>
public class LibraryReadmeTests
{
    [Fact]
    public void The_example_compiles()
    {
        string page = Repository.Read("src/Lstm.Training/README.md");
        string program = page.Split("```csharp\n")[1].Split("```")[0];
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var tree = CSharpSyntaxTree.ParseText(program, new CSharpParseOptions(LanguageVersion.CSharp12), cancellationToken: TestContext.Current.CancellationToken);
        var compilation = CSharpCompilation.Create("Example", [tree], references, new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(told => told.Severity != DiagnosticSeverity.Hidden));
    }
}
