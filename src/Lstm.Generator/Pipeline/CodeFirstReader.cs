using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Generator.Diagnostics;
using Lstm.Specification;

namespace Lstm.Generator.Pipeline;

/// <summary>Reads the network that an attribute describes by its sizes. What it accepts, a spec file could say too.</summary>
internal sealed class CodeFirstReader(ModelAttribute attribute, List<DiagnosticInfo> errors)
{
    private const string UsualOutputTensors = "dense0.";

    /// <summary>The network, or null when the list of errors has received what is wrong with it.</summary>
    public ModelSpec? Read()
    {
        int before = errors.Count;
        int input = Size("inputSize", 0, 1, SpecLimits.MaxInputSize);
        int hidden = Size("hiddenSize", 1, 1, SpecLimits.MaxLayerSize);
        int output = Size("OutputSize", null, 0, SpecLimits.MaxLayerSize, otherwise: 0);
        int layers = Size("Layers", null, 1, SpecLimits.MaxLayers - (output > 0 ? 1 : 0), otherwise: 1);
        var activation = (ActivationKind)Size("OutputActivation", null, 0, (int)ActivationKind.Softmax, otherwise: 0);
        long? weightBudget = Budget("MaxWeightBytes"), stateBudget = Budget("MaxStateBytes");
        var guard = (OnNonFinite)Size("OnNonFinite", null, 0, (int)OnNonFinite.Hold, otherwise: 0);
        bool peephole = attribute.Named("Peephole") is true, bias = attribute.Named("Bias") is not false;
        string tensors = Prefix("Tensors", otherwise: ""), outputTensors = Prefix("OutputTensors", UsualOutputTensors);
        if (activation == ActivationKind.Softmax && output == 1)
        {
            Wrong("OutputActivation", null, "Softmax", "another activation, since the softmax of a single output is always 1");
        }
        if (output == 0 && errors.Count == before)
        {
            LeaveOut(["OutputActivation", "OutputTensors"], "since OutputSize asks for no dense layer");
        }

        return errors.Count > before ? null : Network();

        ModelSpec Network()
        {
            IEnumerable<LayerSpec> all = Enumerable.Range(0, layers)
                .Select(k => new LstmLayerSpec(tensors, k, hidden, peephole, bias, LstmActivations.Standard));
            if (output > 0)
            {
                all = all.Append(new DenseLayerSpec(outputTensors, output, bias, activation));
            }
            return new ModelSpec(input, new EquatableArray<LayerSpec>(all), weightBudget, stateBudget, guard);
        }
    }

    /// <summary>Reports the properties that describe a network where a spec file already does: to ignore a budget would be worse.</summary>
    public void CheckBesideSpecFile() =>
        LeaveOut(attribute.Names().Where(name => name != "Weights"), "since the spec file describes the network");

    private void LeaveOut(IEnumerable<string> names, string reason)
    {
        foreach (string name in names.Where(attribute.Names().Contains))
        {
            Wrong(name, null, Text(attribute.Named(name)), $"left out, {reason}");
        }
    }

    private int Size(string name, int? position, int least, int most, int otherwise = 0)
    {
        object? value = position is { } index ? attribute.At(index) : attribute.Named(name) ?? otherwise;
        if (value is not int size || size < least || size > most)
        {
            Wrong(name, position, Text(value), $"from {Text(least)} to {Text(most)}");
            return least;
        }
        return size;
    }

    private long? Budget(string name)
    {
        long value = attribute.Named(name) as long? ?? 0;
        if (value < 0)
        {
            Wrong(name, null, Text(value), "positive, or 0 for no budget");
        }
        return value > 0 ? value : null;
    }

    private string Prefix(string name, string otherwise)
    {
        string prefix = attribute.Named(name) as string ?? otherwise;
        if (TensorNames.Fault(prefix, canBeEmpty: true) is { } fault)
        {
            Wrong(name, null, Wording.Quote(prefix), "another prefix: it " + fault);
        }
        return prefix;
    }

    private void Wrong(string name, int? position, string value, string allowed) =>
        errors.Add(new DiagnosticInfo(ModelDiagnostics.AttributeValue, attribute.Place(name, position), name, value, allowed));

    private static string Text(object? value) => System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
