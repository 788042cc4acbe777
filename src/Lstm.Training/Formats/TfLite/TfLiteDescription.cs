using System;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.TfLite;

/// <summary>Describes a TensorFlow Lite file, whatever operators it has.</summary>
internal static class TfLiteDescription
{
    /// <summary>Adds what the file holds.</summary>
    public static void Describe(FileDescription description, ModelSource source)
    {
        var model = TfLiteReader.Read(source);
        description.Fact("description", Wording.Shorten(model.Description));
        for (int number = 0; number < model.Graphs.Count; number++)
        {
            var graph = model.Graphs[number];
            string name = number == 0 ? "" : FormattableString.Invariant($" of graph {number}");
            description.Fact("inputs" + name, string.Join(", ", graph.Inputs.Select(input => Value(graph.Tensors[input]))));
            description.Fact("outputs" + name, string.Join(", ", graph.Outputs.Select(output => Value(graph.Tensors[output]))));
            description.Layers.AddRange(graph.Operators.GroupBy(one => one.Name).Select(same => $"{same.Key}{(same.Count() == 1 ? "" : FormattableString.Invariant($", {same.Count()} times"))}{name}"));
            description.Tensors.AddRange(graph.Tensors.Where(tensor => tensor.Data is not null).Select(tensor => new DescribedTensor(tensor.Name, TfLiteType.NameOf(tensor.Type), [.. tensor.Shape.Select(size => (long)size)])));
        }
    }

    private static string Value(TfLiteTensor tensor) => $"{Wording.Quote(tensor.Name)} {TfLiteType.NameOf(tensor.Type)} {TfLiteType.Text(tensor.Signature)}";
}
