using System.Collections.Generic;

namespace Lstm.Training.Report.Gates;

/// <summary>What happened inside a network over a sequence.</summary>
/// <param name="Sequence">The sequence's name.</param>
/// <param name="Inputs">What went in, by name, a value for each time step; of tokens, their indices under the name "token".</param>
/// <param name="Outputs">What came out, by name.</param>
/// <param name="Targets">What should have come out, by name, NaN where nothing was asked; empty if unknown.</param>
/// <param name="StepLabels">What each time step is called, e.g. the token that went in; empty to count them.</param>
/// <param name="Layers">The LSTM layers, the first one first.</param>
public sealed record GateTrace(
    string Sequence,
    IReadOnlyList<NamedSeries> Inputs,
    IReadOnlyList<NamedSeries> Outputs,
    IReadOnlyList<NamedSeries> Targets,
    IReadOnlyList<string> StepLabels,
    IReadOnlyList<LayerTrace> Layers);

/// <summary>A value for each time step.</summary>
public sealed record NamedSeries(string Name, IReadOnlyList<double> Values);

/// <summary>What happened inside an LSTM layer: arrays of T time steps by H units.</summary>
/// <param name="Name">What the layer is called, e.g. "lstm0, LSTM of 32 units".</param>
/// <param name="InputGate">i, 0 to 1 for a sigmoid gate: what was let in.</param>
/// <param name="ForgetGate">f: what was kept.</param>
/// <param name="Candidate">g: what there was to let in.</param>
/// <param name="OutputGate">o: what was let out.</param>
/// <param name="Cell">c: what is remembered.</param>
/// <param name="Hidden">h: what was said.</param>
public sealed record LayerTrace(string Name, double[,] InputGate, double[,] ForgetGate, double[,] Candidate, double[,] OutputGate, double[,] Cell, double[,] Hidden);
