namespace Lstm.Trainer;

/// <summary>What an LSTM layer of H units came to at one time step; all arrays hold a value for each unit.</summary>
/// <param name="hiddenSize">Units H.</param>
internal sealed class ReferenceLstmStep(int hiddenSize)
{
    /// <summary>i_t.</summary>
    public double[] InputGate { get; } = new double[hiddenSize];

    /// <summary>f_t.</summary>
    public double[] ForgetGate { get; } = new double[hiddenSize];

    /// <summary>g_t.</summary>
    public double[] Candidate { get; } = new double[hiddenSize];

    /// <summary>o_t.</summary>
    public double[] OutputGate { get; } = new double[hiddenSize];

    /// <summary>c_t.</summary>
    public double[] Cell { get; } = new double[hiddenSize];

    /// <summary>h_t.</summary>
    public double[] Hidden { get; } = new double[hiddenSize];
}
