using System;
using System.Linq;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch.States;

/// <summary>A state_dict as JSON: names, and numbers in arrays of arrays.</summary>
internal static class JsonState
{
    private const long TensorBytes = 256; // what is made of a tensor, be it one number

    public static StateDict Read(JsonPart file) => new(file.Source, [.. file.Members.Select(member => One(member.Name, member.Part))], IsInOrder: true);

    private static StateTensor One(string name, JsonPart part)
    {
        part.Source.Budget.Take(part.Source, name, TensorBytes);
        var (shape, values) = part.Value.ValueKind is System.Text.Json.JsonValueKind.Array or System.Text.Json.JsonValueKind.Number ? part.Tensor() : throw part.Fault("it is not a tensor", "numbers in arrays");
        return new StateTensor(name, shape, () => values);
    }
}
