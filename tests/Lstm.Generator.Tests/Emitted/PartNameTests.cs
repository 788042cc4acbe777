using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Tests.Pipeline;
using Lstm.Specification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Lstm.Generator.Tests.Emitted;

/// <summary>Names of inputs and outputs are the user's, and stand in emitted code beside its own: none may hide one that is called there.</summary>
[Trait("Speed", "Slow")]
public class PartNameTests
{
    private const int AtOnce = 12;

    // What is put in front of a user's name: behind it may be the end of a name of ours.
    private static readonly string[] Prefixes = ["input", "output", "strideOf", "sample", "Sample", "floatsOf", "floatsOfSample"];

    /// <summary>Every word of the code of a network with each kind of member, every keyword, as the name of an input and of an output.</summary>
    [Fact]
    public void Any_name_that_the_code_has_itself_compiles_or_is_refused()
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose);
        string code = EmittedNetworks.Emit(Network(["a", "b"], ["c", "d"])!, "Network");
        var words = CSharpSyntaxTree.ParseText(code, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken).DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)
            .Concat(SyntaxFacts.GetKeywordKinds().Select(SyntaxFacts.GetText)).ToHashSet();
        words.UnionWith([.. words.SelectMany(word => Prefixes.Where(prefix => word.StartsWith(prefix, StringComparison.Ordinal)).Select(prefix => word[prefix.Length..])).SelectMany(rest => new[] { rest, rest.ToLowerInvariant() })]);
        string[] names = [.. words.Where(word => Network([word, "a"], ["b", "c"]) is not null && Network(["a", "b"], [word, "c"]) is not null).Order(StringComparer.Ordinal)];
        Assert.Contains("Step", names); // most are allowed
        Assert.DoesNotContain("StepOn", names);
        Assert.True(names.Length > 200);

        var trees = Groups(names).Select((group, k) => EmittedNetworks.Parse(EmittedNetworks.Emit(Network(group, [.. group.Select(name => name + "_")])!, $"In{k}"), $"In{k}.g.cs", options))
            .Concat(Groups(names).Select((group, k) => EmittedNetworks.Parse(EmittedNetworks.Emit(Network([.. group.Select(name => name + "_")], group)!, $"Out{k}"), $"Out{k}.g.cs", options)));
        var compilation = CSharpCompilation.Create("Names", trees, References.Present, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Compiled.AssertNone(compilation.GetDiagnostics(TestContext.Current.CancellationToken));
    }

    // Names in one network differ in more than case.
    private static List<string[]> Groups(IEnumerable<string> names)
    {
        var groups = new List<HashSet<string>>();
        foreach (string name in names)
        {
            var group = groups.Find(one => one.Count < AtOnce && !one.Contains(name));
            if (group is null)
            {
                group = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
                groups.Add(group);
            }
            group.Add(name);
        }
        return [.. groups.Select(group => group.ToArray())];
    }

    /// <summary>A network with these inputs and outputs and all that emitted code has names for; null where the spec refuses a name.</summary>
    private static ModelSpec? Network(string[] inputs, string[] outputs)
    {
        string sizes = string.Join(", ", inputs.Select((name, k) => $"\"{name}\": {(k % 2 == 0 ? 1 : 5)}"));
        string heads = string.Join(", ", outputs.Select((name, k) => $$"""{ "type": "dense", "size": {{(k % 2 == 0 ? 1 : 4)}}, "activation": "tanh", "from": "memory_of_it", "name": "{{name}}" }"""));
        static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));
        return SpecParser.Parse($$"""
            { "inputs": { {{sizes}} }, "onNonFinite": "hold", "layers": [
              { "type": "embedding", "rows": 3, "size": 2, "from": "{{inputs[0]}}", "name": "vector_of_it" },
              { "type": "concat", "from": ["vector_of_it", {{List(inputs)}}] },
              { "type": "conv1d", "filters": 3, "kernel": 2 },
              { "type": "lstm", "hidden": 64, "initialState": true },
              { "type": "gru", "hidden": 4, "name": "memory_of_it" },
              {{heads}} ],
              "outputs": [ {{List(outputs)}} ] }
            """).Model;
    }
}
