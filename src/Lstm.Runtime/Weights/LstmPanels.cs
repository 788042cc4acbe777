using System;

namespace Lstm.Embedded;

/// <summary>
/// Packs an LSTM layer panel by panel (docs/packed-layout.md). A panel of P units is a run of rows of 4·P floats,
/// <c>[input gate P][forget gate P][candidate P][output gate P]</c>: the bias, one row per input column, one per
/// hidden column. Behind the panels stand the peepholes, three rows of units.
/// </summary>
/// <param name="tensors">The layer's tensors.</param>
/// <param name="inputSize">Input columns I.</param>
/// <param name="hiddenSize">Units and hidden columns H.</param>
/// <param name="panels">The panels.</param>
/// <param name="factors">The factor of each gate: input, forget, candidate, output.</param>
internal readonly ref struct LstmPanels(LstmTensors tensors, int inputSize, int hiddenSize, PanelWidths panels, ReadOnlySpan<double> factors)
{
    private const int Gates = 4;
    private const int Candidate = 2;
    private readonly PanelWidths panels = panels;
    private readonly ReadOnlySpan<double> factors = factors;

    /// <summary>Floats that a layer takes.</summary>
    /// <exception cref="OverflowException">More than a block can have.</exception>
    public static int Length(int inputSize, int hiddenSize, PanelWidths panels, bool peephole) =>
        PackedLength.Of((panels.Lanes * Gates * ((Int128)1 + inputSize + hiddenSize)) + (peephole ? 3 * PackedLength.Padded(hiddenSize) : 0), $"An LSTM layer of {inputSize} inputs and {hiddenSize} units");

    /// <summary>Writes all panels, one after the other, into zeroed memory.</summary>
    public void Write(Span<float> destination)
    {
        int rows = Rows(inputSize, hiddenSize);
        foreach (var (first, width, units) in panels)
        {
            int length = Gates * width * rows;
            WritePanel(destination[..length], first, width, units);
            destination = destination[length..];
        }
        if (tensors.Peephole is { } peephole)
        {
            WritePeepholes(peephole, destination);
        }
    }

    private static int Rows(int inputSize, int hiddenSize) => 1 + inputSize + hiddenSize; // of a layer whose length has been counted

    private static int PeepholeRow(int hiddenSize) => (int)PackedLength.Padded(hiddenSize);

    private void WritePanel(Span<float> panel, int first, int width, int units)
    {
        for (int gate = 0; gate < Gates; gate++)
        {
            for (int unit = 0; unit < units; unit++)
            {
                WriteLane(panel[((gate * width) + unit)..], Gates * width, gate, first + unit);
            }
        }
    }

    /// <summary>All numbers of one gate of one unit: a column of the panel, <paramref name="stride"/> floats apart.</summary>
    private void WriteLane(Span<float> lane, int stride, int gate, int unit)
    {
        double factor = factors[gate];
        int tensorRow = (gate * hiddenSize) + unit;
        int at = 0;
        if (tensors.Bias is { } bias)
        {
            lane[at] = bias.Folded(tensorRow, factor);
        }
        at += stride;
        for (int column = 0; column < inputSize; column++, at += stride)
        {
            lane[at] = tensors.InputWeights.Folded((tensorRow * inputSize) + column, factor);
        }
        for (int column = 0; column < hiddenSize; column++, at += stride)
        {
            lane[at] = tensors.RecurrentWeights.Folded((tensorRow * hiddenSize) + column, factor);
        }
    }

    private void WritePeepholes(SourceTensor peephole, Span<float> destination)
    {
        for (int row = 0; row < 3; row++)
        {
            double factor = factors[row < Candidate ? row : row + 1]; // the candidate has no peephole
            for (int unit = 0; unit < hiddenSize; unit++)
            {
                destination[(row * PeepholeRow(hiddenSize)) + unit] = peephole.Folded((row * hiddenSize) + unit, factor);
            }
        }
    }
}
