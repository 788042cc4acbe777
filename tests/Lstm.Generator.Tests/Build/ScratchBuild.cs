using System;
using System.Diagnostics;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading.Tasks;
using Lstm.Generator.Tests.Emitted;
using Lstm.Shared;
using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Build;

/// <summary>
/// Projects in a temporary folder, built once by the SDK with the package's build files, for all tests of a class. They
/// refer to the assemblies the tests were built with: building those again would race with other builds.
/// </summary>
public sealed class ScratchBuild : IAsyncLifetime
{
    public const string Good = """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 4 } ] }""";
    public const string Other = """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 300 } ] }""";
    public const string Broken = "{\n  \"input\": 3,\n  \"layers\": [ { \"type\": \"lstm\", \"hidden\": 0 } ]\n}\n";

    /// <summary>The folder of the projects, with characters in its path that MSBuild and the compiler take for something else.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("lstm build; C# ").FullName;

    /// <summary>What the first build of all projects said.</summary>
    public string Output { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <LangVersion>latest</LangVersion>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
              </PropertyGroup>
              <Import Project="{Repository.Root}/src/Lstm.Runtime/build/Lstm.Embedded.props" />
            </Project>
            """);
        Write("Directory.Build.targets", $"""
            <Project>
              <ItemGroup>
                <Reference Include="{AppContext.BaseDirectory}Lstm.Runtime.dll" />
                <Analyzer Include="{AppContext.BaseDirectory}Lstm.Generator.dll" />
              </ItemGroup>
              <Import Project="{Repository.Root}/src/Lstm.Runtime/build/Lstm.Embedded.targets" />
            </Project>
            """);
        Write("All.proj", """
            <Project>
              <ItemGroup><Each Include="*/*.csproj" Exclude="Through/*" /></ItemGroup>
              <Target Name="Build">
                <MSBuild Projects="@(Each)" Targets="Restore" Properties="Restoring=true" />
                <MSBuild Projects="@(Each)" Targets="Build" BuildInParallel="true" ContinueOnError="true" />
              </Target>
            </Project>
            """);
        WriteProjects();
        Output = await Build("All.proj");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Writes a file, with its folder.</summary>
    public void Write(string path, string text) => WriteBytes(path, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a weight file for <see cref="Good"/>.</summary>
    public byte[] WriteWeights(string path, int seed)
    {
        byte[] bytes = MadeUpWeights.File(SpecParser.Parse(Good).Model!, seed);
        WriteBytes(path, bytes);
        return bytes;
    }

    /// <summary>Builds a project and returns what the build said. In Turkish, whose i is another letter.</summary>
    public async Task<string> Build(string project, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", project, "-nologo", "-v:minimal", "-nodeReuse:false", "-p:UseSharedCompilation=false", .. more])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            Environment = { ["LC_ALL"] = "tr_TR.UTF-8", ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["MSBUILDDISABLENODEREUSE"] = "1" },
        };
        using var process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }

    /// <summary>What was built of a project, loaded from its bytes so that it can be built again.</summary>
    public Assembly Load(string project)
    {
        string path = Path.Combine(Folder, project, "bin/Debug/net10.0", project + ".dll");
        Assert.True(File.Exists(path), $"{project} was not built:\n{Output}");
        return new AssemblyLoadContext(project).LoadFromStream(new MemoryStream(File.ReadAllBytes(path)));
    }

    private void WriteProjects()
    {
        const string Empty = """<Project Sdk="Microsoft.NET.Sdk" />""";
        Write("Default App/Default App.csproj", Empty);
        Write("Default App/models dir/gas alarm.lstm.json", Good);
        WriteWeights("Default App/models dir/gas alarm.safetensors", seed: 1);
        Write("Default App/left/arm.lstm.json", Good);
        WriteWeights("Default App/left/arm.safetensors", seed: 2);
        Write("Default App/right; #2/arm.lstm.json", Good);
        WriteWeights("Default App/right; #2/arm.safetensors", seed: 3);
        Write("Default App/obj/stray.lstm.json", Broken);
        Write("Default App/Arms.cs", """
            using Lstm.Embedded;
            namespace Default_App;
            /// <summary>Left.</summary>
            [LstmModel("left/arm.lstm.json")] public partial class LeftArm;
            /// <summary>Right.</summary>
            [LstmModel("right; #2/arm.lstm.json")] public partial class RightArm;
            """);

        Write("Explicit/Explicit.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><EnableDefaultLstmItems>false</EnableDefaultLstmItems></PropertyGroup>
              <ItemGroup>
                <LstmModel Include="../outside dir/claw.lstm.json;inside/hand.lstm.json" />
                <LstmWeights Include="../outside dir/claw.safetensors;inside/hand.safetensors" />
              </ItemGroup>
            </Project>
            """);
        Write("outside dir/claw.lstm.json", Good);
        WriteWeights("outside dir/claw.safetensors", seed: 4);
        Write("Explicit/inside/hand.lstm.json", Good);
        WriteWeights("Explicit/inside/hand.safetensors", seed: 5);
        Write("Explicit/stray.lstm.json", Broken);

        Write("Unembedded/Unembedded.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><LstmEmbedWeights>false</LstmEmbedWeights></PropertyGroup></Project>""");
        Write("Unembedded/arm.lstm.json", Good);
        WriteWeights("Unembedded/arm.safetensors", seed: 6);

        // As with the package through another project: its build files and no generator. Not among those that are built at first.
        Write("Through/Through.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <Target Name="WithoutGenerator" BeforeTargets="LstmGeneratorIsHere"><ItemGroup Condition="'$(HasGenerator)' == ''"><Analyzer Remove="@(Analyzer)" /></ItemGroup><ItemGroup Condition="'$(HasGenerator)' != ''"><Analyzer Include="Lstm.Generator.dll" /></ItemGroup></Target>
            </Project>
            """);
        Write("Through/arm.lstm.json", Good);
        Write("Through/inner/claw.lstm.json", Good);
        Write("Through/obj/stray.lstm.json", Broken);

        Write("Exports/Exports.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><LstmCExports>true</LstmCExports></PropertyGroup></Project>""");
        Write("Exports/arm.lstm.json", Good);
        Write("Exports/hand.lstm.json", Good);

        Write("Foreign/Foreign.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TreatWarningsAsErrors>false</TreatWarningsAsErrors></PropertyGroup></Project>""");
        Write("Foreign/arm.lstm.json", Good);
        byte[] header = """{ "__metadata__": { "note": "\" }", "lstm.spec": "another" } }"""u8.ToArray();
        WriteBytes("Foreign/arm.safetensors", [.. BitConverter.GetBytes((long)header.Length), .. header, .. MadeUpWeights.File(SpecParser.Parse(Other).Model!)]);
        Write("Foreign/cut.lstm.json", Good);
        WriteBytes("Foreign/cut.safetensors", [.. MadeUpWeights.File(SpecParser.Parse(Other).Model!).AsSpan(0, 400), .. new byte[50], .. "\"}}"u8]);
        Write("Foreign/short.lstm.json", Good);
        byte[] whole = MadeUpWeights.File(SpecParser.Parse(Good).Model!);
        WriteBytes("Foreign/short.safetensors", whole[..^100]);
        Write("Foreign/whole.lstm.json", Good);
        WriteBytes("Foreign/whole.safetensors", whole);
        Write("Foreign/some models/hand.lstm.json", Good);
        Write("Foreign/some models/hand.safetensors", "version https://git-lfs.github.com/spec/v1\n");

        Write("Basic/Basic.vbproj", Empty);
        Write("Functional/Functional.fsproj", Empty);

        Write("Mistaken/Mistaken.csproj", Empty);
        Write("Mistaken/some models/arm.lstm.json", Broken);
    }

    private void WriteBytes(string path, byte[] bytes)
    {
        string full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
    }
}
