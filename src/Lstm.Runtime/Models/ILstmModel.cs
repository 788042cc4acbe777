using System;
using System.ComponentModel;

namespace Lstm.Embedded;

/// <summary>
/// What every generated network has, for code that is generic over networks: hosts, tests, measurements. A network takes a sample and
/// gives a result; one with several inputs or outputs (<see cref="IGraphModel{TSelf, TState}"/>) has them one behind the other there. The members of the class itself say the same with its own numbers; those of this interface are the same for all, so a run
/// here takes a workspace and returns how many results there are, also where a network needs neither.
/// </summary>
/// <typeparam name="TSelf">The network's class.</typeparam>
/// <typeparam name="TState">Its <c>State</c>: what one stream of samples remembers.</typeparam>
/// <seealso cref="IStepModel{TSelf, TState}"/>
/// <seealso cref="IStepManyModel{TSelf, TState}"/>
/// <seealso cref="IGraphModel{TSelf, TState}"/>
/// <seealso cref="IEmbeddedModel{TSelf}"/>
public interface ILstmModel<TSelf, TState>
    where TSelf : ILstmModel<TSelf, TState>
    where TState : unmanaged
{
    /// <summary>Values in one sample.</summary>
    static abstract int InputSize { get; }

    /// <summary>Values in one result.</summary>
    static abstract int OutputSize { get; }

    /// <summary>Bytes of the packed weights, one copy for all streams.</summary>
    static abstract int WeightBytes { get; }

    /// <summary>Bytes of one stream's state.</summary>
    static abstract int StateBytes { get; }

    /// <summary>Floats of workspace that a run takes for each sample; 0 where it takes none.</summary>
    static virtual int WorkspacePerStep => 0;

    /// <summary>Products of a weight and a value in one time step; the mean where time steps differ.</summary>
    static abstract long MultiplyAddsPerStep { get; }

    /// <summary>Recurrent layers; a bidirectional one counts as two.</summary>
    static abstract int RecurrentLayers { get; }

    /// <summary>Hash of what the spec says about the computation.</summary>
    static abstract string SpecHash { get; }

    /// <summary>Which bits come out: the same number, weights and inputs give the same bits.</summary>
    static abstract int NumericsVersion { get; }

    /// <summary>How a state lies in memory; one that was saved belongs to this number and <see cref="SpecHash"/>.</summary>
    static abstract int LayoutVersion { get; }

    /// <summary>The body of the code that runs; all give the same bits.</summary>
    InstructionSet Body { get; }

    /// <summary>The range in which each input is plausible, as the weight file says; unbounded where it says nothing.</summary>
    InputRanges Ranges { get; }

    /// <summary>From which value on each output means yes, as the weight file says.</summary>
    OutputThresholds Thresholds { get; }

    /// <summary>The <see cref="NumericsVersion"/> that the weights were trained or checked with; null where the weight file does not say.</summary>
    int? WeightNumerics { get; }

    /// <summary>The weights as the code reads them.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    PackedWeights PackedWeights { get; }

    /// <summary>The network with the weights of a file.</summary>
    /// <param name="path">A safetensors file.</param>
    /// <exception cref="LstmWeightException">The file cannot be read, is damaged, or holds another network.</exception>
    static abstract TSelf Load(string path);

    /// <summary>The network with weights that are in memory already.</summary>
    /// <param name="safetensors">The bytes of a safetensors file; not needed afterwards.</param>
    /// <exception cref="LstmWeightException">The bytes are damaged, or hold another network.</exception>
    static abstract TSelf Load(ReadOnlySpan<byte> safetensors);

    /// <summary>The same network, its weights shared, on a body of choice.</summary>
    /// <param name="body">One for which <see cref="Isa.IsSupported"/> is true.</param>
    /// <exception cref="PlatformNotSupportedException">This process cannot run that body.</exception>
    TSelf WithBody(InstructionSet body);

    /// <summary>How many results a run over so many samples makes room for: as many, one for each stride begun, or one for a whole sequence.</summary>
    /// <param name="samples">Samples, at least 0.</param>
    static virtual int RoomForResults(int samples) => samples;

    /// <summary>The hidden state h of a recurrent layer, to look at or to set.</summary>
    /// <param name="state">The stream's memory.</param>
    /// <param name="layer">Which recurrent layer, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    static abstract Span<float> Hidden(ref TState state, int layer);

    /// <summary>The cell state c of a recurrent layer, to look at or to set; empty where its kind has none.</summary>
    /// <param name="state">The stream's memory.</param>
    /// <param name="layer">Which recurrent layer, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    static abstract Span<float> Cell(ref TState state, int layer);

    /// <summary>Sets a stream to its beginning: all zeros, or the initial state that came with the weights.</summary>
    /// <param name="state">The stream's memory; what it held is gone.</param>
    void Reset(ref TState state) => state = default;

    /// <summary>Takes many samples of one stream, one after the other; a network that needs whole sequences takes one.</summary>
    /// <param name="state">The stream's memory; advanced by as many time steps as there are samples.</param>
    /// <param name="inputs">The samples, <see cref="InputSize"/> values each, one behind the other.</param>
    /// <param name="outputs">Receives <see cref="OutputSize"/> values for each result; as long as <see cref="RoomForResults"/> says.</param>
    /// <param name="workspace">At least <see cref="WorkspacePerStep"/> floats for each sample; its content is of no consequence.</param>
    /// <returns>How many results there are.</returns>
    /// <exception cref="ArgumentException">A span has another length, or spans overlap where they must not; nothing has been changed.</exception>
    int Run(ref TState state, ReadOnlySpan<float> inputs, Span<float> outputs, Span<float> workspace);
}
