using System.Collections.Generic;

namespace Lstm.Embedded;

/// <summary>The header of a weight file: its tensors in the order in which it lists them, its metadata, and where in it the digits of the digest stand, if there is one.</summary>
internal sealed record WeightHeader(IReadOnlyList<WeightTensor> Tensors, IReadOnlyDictionary<string, string> Metadata, int? DigestAt)
{
    /// <summary>Checks that the tensors cover the data without gap or overlap: the format leaves no byte unaccounted for.</summary>
    /// <param name="dataLength">Bytes after the header.</param>
    /// <param name="file">Named in the exception.</param>
    /// <exception cref="LstmWeightException">They do not.</exception>
    public void CheckCoverage(long dataLength, string file)
    {
        long covered = 0;
        var inOrder = new List<WeightTensor>(Tensors);
        inOrder.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        foreach (var tensor in inOrder)
        {
            if (tensor.End > dataLength)
            {
                throw new LstmWeightException(file, tensor.Name, $"data_offsets [{tensor.Begin}, {tensor.End}]", $"an end within the {dataLength} bytes of data; the file may have been cut short");
            }
            if (tensor.Begin < covered)
            {
                throw new LstmWeightException(file, tensor.Name, $"data from byte {tensor.Begin}, which overlaps the tensor that ends at {covered}", $"data from byte {covered}");
            }
            if (tensor.Begin > covered)
            {
                throw new LstmWeightException(file, tensor.Name, $"a hole in the data from byte {covered} to {tensor.Begin}", $"data from byte {covered}, since the format allows no holes");
            }
            covered = tensor.End;
        }
        if (covered != dataLength)
        {
            throw new LstmWeightException(file, null, $"{dataLength - covered} trailing bytes after the last tensor", $"{covered} bytes of data");
        }
    }
}
