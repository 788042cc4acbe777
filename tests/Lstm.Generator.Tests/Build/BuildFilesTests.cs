using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Xunit;

namespace Lstm.Generator.Tests.Build;

/// <summary>The package's build files in real builds.</summary>
[Trait("Speed", "Slow")]
public class BuildFilesTests(ScratchBuild scratch) : IClassFixture<ScratchBuild>
{
    [Fact]
    public void Specs_and_weights_of_a_project_are_found()
    {
        var assembly = scratch.Load("Default App");
        Assert.Equal(["left/arm.safetensors", "models dir/gas alarm.safetensors", "right; #2/arm.safetensors"], assembly.GetManifestResourceNames().Order(StringComparer.Ordinal));
        Assert.All(new[] { "GasAlarm", "LeftArm", "RightArm" }, name => Assert.NotNull(Embedded(assembly, "Default_App." + name)));
        Assert.Null(assembly.GetType("Default_App.Stray"));
    }

    [Fact]
    public void Without_default_items_the_project_names_its_files()
    {
        var assembly = scratch.Load("Explicit");
        Assert.Equal(["claw.safetensors", "inside/hand.safetensors"], assembly.GetManifestResourceNames().Order(StringComparer.Ordinal));
        Assert.All(new[] { "Claw", "Hand" }, name => Assert.NotNull(Embedded(assembly, "Explicit." + name)));
        Assert.Null(assembly.GetType("Explicit.Stray"));
    }

    [Fact]
    public void Weights_need_not_be_embedded()
    {
        var assembly = scratch.Load("Unembedded");
        Assert.Empty(assembly.GetManifestResourceNames());
        var failure = Assert.Throws<TargetInvocationException>(() => Embedded(assembly, "Unembedded.Arm"));
        Assert.StartsWith("The weight file 'arm.safetensors' is not embedded in the project. ", failure.InnerException!.Message);
    }

    [Fact]
    public void A_mistake_in_a_spec_fails_the_build_at_its_place_and_leaves_nothing()
    {
        string place = Path.Combine(scratch.Folder, "Mistaken/some models/arm.lstm.json") + "(3,43): error LSTM006: ";
        Assert.Single(scratch.Output.Split('\n'), line => line.Contains(": error ", StringComparison.Ordinal) && !line.Contains("MSB", StringComparison.Ordinal));
        Assert.Contains(place, scratch.Output);
        Assert.Contains("[" + Path.Combine(scratch.Folder, "Mistaken/Mistaken.csproj") + "]", scratch.Output);
        string[] left = Directory.GetFiles(Path.Combine(scratch.Folder, "Mistaken"), "*", SearchOption.AllDirectories);
        Assert.DoesNotContain(left, file => Path.GetFileName(file) is "Mistaken.dll" || file.EndsWith(".g.cs", StringComparison.Ordinal) && file.Contains("Lstm.Generator", StringComparison.Ordinal));
    }

    [Fact]
    public void Weights_that_fit_no_model_are_warned_of_and_those_that_fit_are_not()
    {
        string[] warnings = [.. scratch.Output.Split('\n').Where(line => line.Contains("LSTM109", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(4, warnings.Length);
        Assert.Contains("Foreign/arm.safetensors(1,1): warning LSTM109: The weight file 'arm.safetensors' was written for a spec of hash another, and", warnings[0]);
        Assert.Contains("Foreign/cut.safetensors(1,1): warning LSTM109: The weight file 'cut.safetensors' is not a safetensors file", warnings[1]);
        Assert.Contains("Foreign/short.safetensors(1,1): warning LSTM109: The weight file 'short.safetensors' is cut short: it has ", warnings[2]);
        Assert.Contains("Foreign/some models/hand.safetensors(1,1): warning LSTM109: The weight file 'some models/hand.safetensors' is not a safetensors file", warnings[3]);
    }

    [Fact]
    public async Task New_weights_alone_are_embedded_by_the_next_build()
    {
        const string Name = "models dir/gas alarm.safetensors";
        byte[] expected = scratch.WriteWeights("Default App/" + Name, seed: 7);
        Assert.NotEqual(expected, Resource(scratch.Load("Default App"), Name));
        string output = await scratch.Build("Default App/Default App.csproj");
        Assert.DoesNotContain(": error", output);
        Assert.Equal(expected, Resource(scratch.Load("Default App"), Name));
    }

    [Fact]
    public async Task The_header_of_a_model_that_has_gone_goes()
    {
        string project = Path.Combine(scratch.Folder, "Exports");
        string[] Headers() => [.. Directory.GetFiles(Path.Combine(project, "bin/Debug/net10.0"), "*.h").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];
        Assert.Equal(["arm.h", "hand.h"], Headers());
        File.Move(Path.Combine(project, "hand.lstm.json"), Path.Combine(project, "claw.lstm.json"));
        Assert.DoesNotContain(": error", await scratch.Build("Exports/Exports.csproj"));
        Assert.Equal(["arm.h", "claw.h"], Headers());
        Assert.DoesNotContain("hand.h", await scratch.Build("Exports/Exports.csproj", "-getItem:LstmCHeader", "-t:Build"));
        Assert.Equal(["arm.h", "claw.h"], Headers());
    }

    [Theory]
    [InlineData("Unembedded/Unembedded.csproj", "net8.0", "")]
    [InlineData("Unembedded/Unembedded.csproj", "net10.0", "")]
    [InlineData("Unembedded/Unembedded.csproj", "netstandard2.0", "error LSTM303: Lstm.Embedded needs net8.0 or newer, and this project targets netstandard2.0")]
    [InlineData("Unembedded/Unembedded.csproj", "net472", "error LSTM303: Lstm.Embedded needs net8.0 or newer, and this project targets net472")]
    [InlineData("Unembedded/Unembedded.csproj", "net7.0", "error LSTM303: Lstm.Embedded needs net8.0 or newer, and this project targets net7.0")]
    [InlineData("Basic/Basic.vbproj", "net8.0", "warning LSTM304: The models of a project in VB get no code, since the generator writes C#; ")]
    [InlineData("Functional/Functional.fsproj", "net8.0", "warning LSTM304: The models of a project in F# get no code, since the generator writes C#; ")]
    public async Task A_project_that_gets_no_code_is_told_why(string project, string framework, string message)
    {
        string output = await scratch.Build(project, "-t:LstmProjectFits", "-p:TreatWarningsAsErrors=false", $"-p:TargetFramework={framework}");
        Assert.Equal(message.Length > 0 ? 1 : 0, output.Split(" LSTM30").Length - 1);
        Assert.Contains(message, output);
    }

    [Theory]
    [InlineData("Unembedded", false, "-p:UpTo=date")]
    [InlineData("Through", true, "-p:EnableDefaultLstmItems=")] // the package's props are not imported through a project reference
    [InlineData("Through", true, "-p:EnableDefaultLstmItems=;HasGenerator=true")] // which travels along
    [InlineData("Through", true, "-p:EnableDefaultLstmItems=true")]
    [InlineData("Through", false, "-p:EnableDefaultLstmItems=false")]
    public async Task A_spec_without_the_generator_is_told(string project, bool warned, string property)
    {
        string output = await scratch.Build($"{project}/{project}.csproj", "-t:LstmGeneratorIsHere", "-p:TreatWarningsAsErrors=false", property);
        Assert.Equal(warned, output.Contains("warning LSTM305: arm.lstm.json, claw.lstm.json: no code is made of it, since this project has Lstm.Embedded only through another project", StringComparison.Ordinal));
        Assert.Equal(warned ? 1 : 0, output.Split(" LSTM305").Length - 1);
        Assert.Contains(warned ? "add <PackageReference Include=\"Lstm.Embedded\" />" : "", output);
    }

    [Theory]
    [InlineData("avx3", "error LSTM302: LstmInstructionSet cannot be 'avx3'; it is avx2, native or none, ")]
    [InlineData("None", "warning LSTM301: ")]
    [InlineData("AVX2", "")]
    [InlineData("Native", "")]
    public async Task An_instruction_set_is_taken_or_one_message_says_why_not(string name, string message)
    {
        string output = await scratch.Build("Unembedded/Unembedded.csproj", "-t:LstmInstructionSet", "-p:TreatWarningsAsErrors=false", "-p:PublishAot=true", "-p:RuntimeIdentifier=linux-x64", $"-p:LstmInstructionSet={name}");
        Assert.Equal(message.Length > 0 ? 1 : 0, output.Split(" LSTM30").Length - 1);
        Assert.Contains(message, output);
    }

    private static object? Embedded(Assembly assembly, string type) =>
        assembly.GetType(type, throwOnError: true)!.GetProperty("Embedded", BindingFlags.Public | BindingFlags.Static)!.GetValue(null);

    private static byte[] Resource(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
