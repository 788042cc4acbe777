using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>
/// What the versions of the operators differ in. A file is read by the version that it states: the two forms of an operator
/// cannot be told apart by what happens to stand there.
/// </summary>
internal sealed class OpsetRules(ModelSource source, long opset)
{
    /// <summary>The first version that is read; ONNX Runtime promises nothing before it either.</summary>
    public const long Oldest = 7;

    /// <summary>The last version whose operators were compared with those that are read here.</summary>
    public const long Newest = 27;

    /// <summary>The last version of the file's own form that was compared.</summary>
    public const long NewestIr = 13;

    private const long OldestIr = 3;

    // Since which version numbers that were an attribute are an input.
    private static readonly Dictionary<(string Operator, string Name), long> InputsSince = new()
    {
        [("Squeeze", "axes")] = 13,
        [("Unsqueeze", "axes")] = 13,
        [("Split", "split")] = 13,
        [("Slice", "starts")] = 10,
        [("Slice", "ends")] = 10,
        [("Slice", "axes")] = 10,
        [("Slice", "steps")] = 10,
        [("ReduceMean", "axes")] = 18,
        [("ReduceProd", "axes")] = 18,
        [("Pad", "pads")] = 11,
        [("Clip", "min")] = 11,
        [("Clip", "max")] = 11,
        [("Dropout", "ratio")] = 12,
        [("Pad", "value")] = 11,
    };

    /// <summary>Before version 13 a Softmax took all axes from its own on for one.</summary>
    public bool SoftmaxTakesRest => opset < 13;

    /// <summary>Before version 9 a Scan had an axis for the batch.</summary>
    public bool ScanHasBatch => opset < 9;

    /// <summary>Whether numbers of an operator are an input, as they once were an attribute.</summary>
    public bool IsInput(string type, string name) => opset >= InputsSince[(type, name)];

    /// <summary>Refuses versions that are not read, and says which notes those need that are not known yet.</summary>
    public static IEnumerable<string> Check(ModelSource source, long ir, long opset)
    {
        if (ir < OldestIr)
        {
            throw source.Fault("ir_version", $"it is {ir}", $"{OldestIr} or newer");
        }
        if (opset < Oldest)
        {
            throw source.Fault("opset_import", $"its operators are those of version {opset}, where BatchNormalization, Dropout, LSTM and others meant something else", $"{Oldest} or newer; onnx.version_converter.convert_version(model, {Oldest}) rewrites the file");
        }
        if (opset > Newest)
        {
            yield return $"Its operators are those of version {opset}; those up to {Newest} are known here, and it is read as {Newest}: compare its answers (--verify).";
        }
        if (ir > NewestIr)
        {
            yield return $"IR version {ir} of the file is newer than those known here (up to {NewestIr}); no field in it was unknown.";
        }
    }

    /// <summary>Refuses a form that the operator does not have in this version.</summary>
    public void Require(OnnxNode node, string name, bool asAttribute, bool asInput)
    {
        bool isInput = opset >= InputsSince[(node.Operator, name)];
        if (isInput ? asAttribute : asInput)
        {
            throw source.Fault(node.Place, $"its {name} are given as an {(isInput ? "attribute" : "input")}", $"an {(isInput ? "input" : "attribute")}, as version {opset} of the operators has it");
        }
    }

    /// <summary>A few whole numbers, an attribute or an input; null where they are not given.</summary>
    public long[]? Numbers(OnnxNode node, NodeAttributes attributes, IReadOnlyList<Value?> inputs, string name, int input)
    {
        var given = attributes.Integers(name);
        var value = inputs.ElementAtOrDefault(input);
        Require(node, name, given is not null, value is not null);
        return (given, value) switch
        {
            ({ } numbers, _) => [.. numbers],
            (_, null) => null,
            (_, Constant constant) => new ConstantArrays(source, node).Shape(constant),
            _ => throw source.Fault(node.Place, $"its {name} are {GraphWalk.Describe(value)}", "constants"),
        };
    }
}
