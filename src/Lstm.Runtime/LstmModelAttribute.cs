using System;

namespace Lstm.Embedded;

/// <summary>
/// Makes a partial class into an LSTM network: the generator adds its <c>State</c>, <c>Step</c>, <c>Run</c> and
/// <c>Load</c>. The network is described by a spec file, or here in code by its sizes.
/// </summary>
/// <example><code>
/// [LstmModel("vibration.lstm.json")]
/// partial class Vibration;
///
/// [LstmModel(inputSize: 3, hiddenSize: 32, Peephole = true, OutputSize = 1)]
/// partial class Actuator;
/// </code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LstmModelAttribute : Attribute
{
    /// <summary>A network described by a spec file.</summary>
    /// <param name="spec">The file, relative to the source file that bears the attribute or to the project.</param>
    public LstmModelAttribute(string spec) => Spec = spec;

    /// <summary>A network described here: one or more LSTM layers of one size, and a dense layer if <see cref="OutputSize"/> is set.</summary>
    /// <param name="inputSize">Values in one sample.</param>
    /// <param name="hiddenSize">Units of each LSTM layer.</param>
    public LstmModelAttribute(int inputSize, int hiddenSize)
    {
        InputSize = inputSize;
        HiddenSize = hiddenSize;
    }

    /// <summary>The spec file, or null for a network described in code.</summary>
    public string? Spec { get; }

    /// <summary>Values in one sample.</summary>
    public int InputSize { get; }

    /// <summary>Units of each LSTM layer.</summary>
    public int HiddenSize { get; }

    /// <summary>How many LSTM layers stand on each other; 1 unless set.</summary>
    public int Layers { get; set; } = 1;

    /// <summary>Whether the gates see the cell state.</summary>
    public bool Peephole { get; set; }

    /// <summary>Whether the layers have a bias; true unless set.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Outputs of a dense layer after the LSTM layers; 0, the default, for none.</summary>
    public int OutputSize { get; set; }

    /// <summary>The activation of that dense layer.</summary>
    public Activation OutputActivation { get; set; }

    /// <summary>What is done about a time step whose results or new state are not all finite; nothing unless set.</summary>
    public OnNonFinite OnNonFinite { get; set; }

    /// <summary>Put before the LSTM layers' tensor names; empty unless set.</summary>
    public string Tensors { get; set; } = "";

    /// <summary>Put before the dense layer's tensor names; <c>"dense0."</c> unless set.</summary>
    public string OutputTensors { get; set; } = "dense0.";

    /// <summary>The weight file to embed; the class's name and <c>.safetensors</c> unless set. A spec file's weights lie beside it under its name.</summary>
    public string? Weights { get; set; }

    /// <summary>Fails the build when the packed weights would take more bytes; 0, the default, for no budget.</summary>
    public long MaxWeightBytes { get; set; }

    /// <summary>Fails the build when the state of one stream would take more bytes; 0, the default, for no budget. From 65,536 bytes on it also says that so large a state is meant (LSTM204).</summary>
    public long MaxStateBytes { get; set; }
}
