using System;

namespace IotDevice;

/// <summary>What the sensors say at one time, rounded as a controller sends it, and what only the simulator knows.</summary>
/// <param name="Hour">Hours since the beginning of the run.</param>
/// <param name="Speed">1/min.</param>
/// <param name="Flow">m³/h.</param>
/// <param name="Head">m.</param>
/// <param name="Power">At the shaft, kW.</param>
/// <param name="Temperature">Of the bearing's housing, °C.</param>
/// <param name="Vibration">RMS velocity of the bearing's housing from 10 to 1000 Hz, mm/s.</param>
/// <param name="Defect">δ of <see cref="BearingDefect"/>: the truth.</param>
internal readonly record struct PumpSample(
    double Hour, double Speed, double Flow, double Head, double Power, double Temperature, double Vibration, double Defect)
{
    /// <summary>δ from which a bearing counts as damaged: a spall of a tenth of the size at which it fails. Smaller ones hide in the noise of a sound pump.</summary>
    public const double DamagedFrom = 0.1;

    /// <summary>What the network learns to tell.</summary>
    public bool IsDamaged => Defect >= DamagedFrom;

    /// <summary>The network's inputs, in the order of <see cref="PumpModel.Columns"/>.</summary>
    public void CopyTo(Span<float> inputs)
    {
        inputs[0] = (float)Speed;
        inputs[1] = (float)Flow;
        inputs[2] = (float)Temperature;
        inputs[3] = (float)Vibration;
    }
}
