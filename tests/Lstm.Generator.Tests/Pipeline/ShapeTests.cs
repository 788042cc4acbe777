using System;
using System.Linq;
using Xunit;

namespace Lstm.Generator.Tests.Pipeline;

/// <summary>Where a model's class can stand and what can stand around it.</summary>
[Trait("Speed", "Slow")]
public class ShapeTests
{
    private const string Attribute = "[global::Lstm.Embedded.LstmModel(inputSize: 3, hiddenSize: 4)]";
    private const string Undocumented = "#pragma warning disable CS1591 // in code of the test alone\n";
    private const string Spec = """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 4 } ] }""";

    [Theory]
    [InlineData("partial class M;", "M")]
    [InlineData("namespace Lstm { partial class M; }", "Lstm.M")]
    [InlineData("namespace Lstm.Embedded { partial class M; }", "Lstm.Embedded.M")]
    [InlineData("namespace Lstm.Embedded.Generated { partial class M; }", "Lstm.Embedded.Generated.M")]
    [InlineData("namespace A.@class.@record { partial class M; }", "A.class.record.M")]
    [InlineData("namespace A; partial class @event;", "A.event")]
    [InlineData("namespace A; partial class @required;", "A.required")]
    [InlineData("namespace A; partial class Löwe;", "A.Löwe")]
    [InlineData("namespace A; public partial class M;", "A.M")]
    [InlineData("namespace A; public sealed partial class M : System.IDisposable { public void Dispose() { } }", "A.M")]
    [InlineData("namespace A; partial class O { protected partial class M; }", "A.O.M")]
    [InlineData("namespace A; partial class State { partial class M; }", "A.State.M")]
    [InlineData("namespace A; static partial class O { partial class M; }", "A.O.M")]
    [InlineData("namespace A; abstract partial class O { partial class M; }", "A.O.M")]
    [InlineData("namespace A; partial class @class { partial class @int; }", "A.class.int")]
    [InlineData("namespace A; partial struct O { partial class M; }", "A.O.M")]
    [InlineData("namespace A; readonly ref partial struct O { partial class M; }", "A.O.M")]
    [InlineData("namespace A; partial record O(int X) { partial class M; }", "A.O.M")]
    [InlineData("namespace A; partial record class O { partial class M; }", "A.O.M")]
    [InlineData("namespace A; partial record struct O { partial class M; }", "A.O.M")]
    [InlineData("namespace A; partial interface O { partial class M; }", "A.O.M")]
    [InlineData("namespace A; partial class O { partial struct P { partial interface Q { partial class M; } } }", "A.O.P.Q.M")]
    public void A_model_can_stand_anywhere(string source, string name)
    {
        int at = new[] { "protected partial class M", "public partial class M", "public sealed partial class M", "partial class M", "partial class @int", "partial class @event", "partial class @required", "partial class Löwe" }
            .Select(declaration => source.LastIndexOf(declaration, StringComparison.Ordinal)).Where(index => index >= 0).Min();
        var session = GeneratorSession.Start(GeneratorInput.Of(Undocumented + source.Insert(at, Attribute + " ")) with { EmbeddedWeights = "M.safetensors|event.safetensors|int.safetensors" });
        Assert.Empty(session.Diagnostics);
        Assert.Equal([name + ".g.cs"], session.Generated.Keys);
        Compiled.Clean(session.Output);
    }

    [Theory]
    [InlineData("class Span; class Unsafe; class Exponential; class Isa; class State; class MathF; class Vector128; class PackedWeights; class WeightFile;")]
    [InlineData("class System; class Lstm;")]
    [InlineData("namespace System2 { } namespace M2 { class Embedded; }")]
    [InlineData("}\nnamespace App.System { class Span; }\nnamespace App.Lstm.Embedded { class Isa; }\nnamespace App {")]
    [InlineData("}\nnamespace Lstm.Embedded { class Span; class Unsafe; class MathF; class Vector128; }\nnamespace App {")]
    [InlineData("}\nnamespace Lstm.System { class Span; }\nnamespace Lstm.Embedded.System.Runtime { class Unsafe; }\nnamespace App {")]
    [InlineData("}\nclass Span; class Unsafe; class Exponential; class Isa; class State; class MathF; class Vector128; class VectorMath; class InlineArray;\nnamespace App {")]
    [InlineData("partial class M { public int Value => 1; public static M Create(string path) => Load(path); public override string ToString() => \"M\"; }")]
    [InlineData("partial class M { public float[] Step(float[] x) => x; public void Run() { } }")]
    public void What_stands_around_a_model_does_not_matter(string around)
    {
        var session = GeneratorSession.Start(GeneratorInput.Of($"{Undocumented}namespace App {{\n{around}\n{Attribute} public partial class M;\n}}"));
        Assert.Empty(session.Diagnostics);
        Assert.Equal("App.M.g.cs", Assert.Single(session.Generated).Key);
        Compiled.Clean(session.Output);
    }

    [Fact]
    public void Two_classes_can_have_one_spec()
    {
        string source = "namespace App; [Lstm.Embedded.LstmModel(\"a.lstm.json\")] partial class Left; [Lstm.Embedded.LstmModel(\"/a.lstm.json\")] partial class Right;";
        var session = GeneratorSession.Start(GeneratorInput.Of(source, ("a.lstm.json", Spec)));
        Assert.Empty(session.Diagnostics);
        Assert.Equal(["App.Left.g.cs", "App.Right.g.cs"], session.Generated.Keys);
        Compiled.Clean(session.Output);
    }

    [Fact]
    public void Names_that_differ_little_do_not_meet()
    {
        string[] places = ["namespace A { # }", "namespace B { # }", "namespace a { # }", "partial class A2 { # }", "namespace B { partial class M2 { # } }", "namespace B.C { # }"];
        string one = Attribute + " partial class M; ";
        string source = string.Join("\n", places.Select(place => place.Replace("#", one + one.Replace("class M", "class m", StringComparison.Ordinal), StringComparison.Ordinal)));
        var session = GeneratorSession.Start(GeneratorInput.Of("#pragma warning disable CS8981 // lower-case names\n" + source, ("M.lstm.json", Spec)));
        Assert.Empty(session.Diagnostics);
        Assert.Equal((2 * places.Length) + 1, session.Generated.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Contains("A.M.g.cs", session.Generated.Keys);
        Assert.Contains("a.m.4.g.cs", session.Generated.Keys);
        Compiled.Clean(session.Output);
    }

    [Theory]
    [InlineData("partial class M;", "CS0579")]
    [InlineData("partial class M { }", "CS0579")]
    public void An_attribute_given_twice_is_the_compilers_to_report(string second, string error)
    {
        var session = GeneratorSession.Start(GeneratorInput.Of($"namespace App; {Attribute} partial class M; {Attribute} {second}").WithSource("More.cs", $"namespace App; {Attribute} partial class M;"));
        Assert.Empty(session.Diagnostics);
        Assert.Equal(["App.M.g.cs"], session.Generated.Keys);
        Assert.Equal([error], Compiled.Errors(session.Output));
    }

    [Theory]
    [InlineData("[Lstm.Embedded.LstmModel] partial class M;")]
    [InlineData("[Lstm.Embedded.LstmModel(3)] partial class M;")]
    [InlineData("[Lstm.Embedded.LstmModel(\"a\", 3, 4)] partial class M;")]
    [InlineData("[Lstm.Embedded.LstmModel(3, 4, Sizes = 3)] partial class M;")]
    [InlineData("[Lstm.Embedded.LstmModel(3, hiddenSize: Missing.Size)] partial class M;")]
    [InlineData("[Lstm.Embedded.LstmModel(3, 4)] partial struct M;")]
    [InlineData("[Lstm.Embedded.LstmModel(3, 4)] partial class")]
    [InlineData("[Lstm.Embedded.LstmModel(3, 4")]
    public void Broken_code_is_the_compilers_to_report(string source) =>
        Assert.NotEmpty(Compiled.Errors(GeneratorSession.Start(GeneratorInput.Of(source)).Output));
}
