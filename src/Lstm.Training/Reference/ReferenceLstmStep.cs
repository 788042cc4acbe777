namespace Lstm.Training.Reference;

/// <summary>What an LSTM layer came to at one time step; all arrays hold a value for each unit, but <paramref name="Hidden"/> one for each projected value.</summary>
/// <param name="InputGate">i_t.</param>
/// <param name="ForgetGate">f_t.</param>
/// <param name="Candidate">g_t.</param>
/// <param name="OutputGate">o_t.</param>
/// <param name="Cell">c_t.</param>
/// <param name="Hidden">h_t.</param>
internal sealed record ReferenceLstmStep(double[] InputGate, double[] ForgetGate, double[] Candidate, double[] OutputGate, double[] Cell, double[] Hidden);
