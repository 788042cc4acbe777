using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Generator.Diagnostics;
using Lstm.Specification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Generator.Pipeline;

/// <summary>Reads the network that an attribute describes by its sizes.</summary>
internal static class CodeFirstReader
{
    /// <summary>The network, or null when <paramref name="errors"/> has received what is wrong with it.</summary>
    public static ModelSpec? Read(AttributeData attribute, AttributeSyntax? syntax, List<DiagnosticInfo> errors)
    {
        int before = errors.Count;
        int input = Size("inputSize", 0, 1, SpecLimits.MaxInputSize);
        int hidden = Size("hiddenSize", 1, 1, SpecLimits.MaxLayerSize);
        int layers = Size("Layers", null, 1, SpecLimits.MaxLayers - 1, otherwise: 1);
        int output = Size("OutputSize", null, 0, SpecLimits.MaxLayerSize, otherwise: 0);
        var activation = (ActivationKind)Size("OutputActivation", null, 0, (int)ActivationKind.Softmax, otherwise: 0);
        long? weightBudget = Budget("MaxWeightBytes"), stateBudget = Budget("MaxStateBytes");
        bool peephole = Named("Peephole") is true, bias = Named("Bias") is not false;
        string tensors = Named("Tensors") as string ?? "";
        string outputTensors = Named("OutputTensors") as string ?? "dense0.";
        if (activation == ActivationKind.Softmax && output == 1)
        {
            Wrong("OutputActivation", null, "Softmax", "another activation, since the softmax of a single output is always 1");
        }

        if (errors.Count > before)
        {
            return null;
        }

        IEnumerable<LayerSpec> all = Enumerable.Range(0, layers)
            .Select(k => new LstmLayerSpec(tensors, k, hidden, peephole, bias, LstmActivations.Standard));
        if (output > 0)
        {
            all = all.Append(new DenseLayerSpec(outputTensors, output, bias, activation));
        }
        return new ModelSpec(input, new EquatableArray<LayerSpec>(all), weightBudget, stateBudget);

        int Size(string name, int? position, int least, int most, int otherwise = 0)
        {
            object? value = position is { } index ? attribute.ConstructorArguments[index].Value : Named(name) ?? otherwise;
            if (value is not int size || size < least || size > most)
            {
                Wrong(name, position, Text(value), $"from {least} to {most}");
                return least;
            }
            return size;
        }

        long? Budget(string name)
        {
            long value = Named(name) as long? ?? 0;
            if (value < 0)
            {
                Wrong(name, null, Text(value), "positive, or 0 for no budget");
            }
            return value > 0 ? value : null;
        }

        object? Named(string name) => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;

        void Wrong(string name, int? position, string value, string allowed) =>
            errors.Add(new DiagnosticInfo(ModelDiagnostics.AttributeValue, Place(name, position), name, value, allowed));

        PlaceInfo Place(string name, int? position)
        {
            var arguments = syntax?.ArgumentList?.Arguments ?? [];
            var argument = arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.Text == name || a.NameColon?.Name.Identifier.Text == name)
                ?? (position is { } index && index < arguments.Count ? arguments[index] : null);
            return argument is not null ? PlaceInfo.Of(argument.Expression) : syntax is not null ? PlaceInfo.Of(syntax) : PlaceInfo.Of("");
        }
    }

    private static string Text(object? value) => System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
