using System;

namespace IotDevice;

/// <summary>
/// RMS velocity of the bearing's housing, mm/s. The parts have different frequencies, so their squares add up:
/// <code>
/// unbalance    v = u ω q² / √((1 − q²)² + (2 ζ q)²) / √2      q = ω/ω₀; rotating unbalance on a support that yields
///                                                             (Den Hartog, Mechanical Vibrations): ~ ω³ far below ω₀,
///                                                             ~ ω far above, 1/(2ζ) times as much at it
/// flow         v = 0.7 s² (1 + 1.5 (1 − φ)²)                  pressure pulses, least at the best flow
/// recirculation v = 2.5 s² (1 − φ/0.5)                        below φ = 0.5 (W. H. Fraser 1981)
/// cavitation   v = 3 s² min(1, (1.5 NPSH_r − NPSH_a)/NPSH_r)  begins well above the NPSH at which the head falls
/// bearing      v = b δ s F/F_ref                              impacts of the rolling elements: stronger under load
/// </code>
/// u is the eccentricity of the vibrating mass, µm. Far from ω₀, 2.5 µm are 0.5 mm/s at rated speed.
/// </summary>
internal static class PumpVibration
{
    private const double Damping = 0.08; // ζ
    private const double RecirculationOnset = 0.5; // φ

    /// <summary>The part of unbalance, mm/s.</summary>
    /// <param name="speed">n, 1/min.</param>
    /// <param name="eccentricity">u, µm.</param>
    /// <param name="resonance">The speed at which ω = ω₀, 1/min.</param>
    public static double Unbalance(double speed, double eccentricity, double resonance)
    {
        double omega = speed * (2 * Math.PI / 60);
        double q = speed / resonance;
        double stiff = 1 - (q * q);
        double damped = 2 * Damping * q;
        return eccentricity / 1000 * omega * q * q / Math.Sqrt(2 * ((stiff * stiff) + (damped * damped)));
    }

    /// <summary>The part of a flow that is not the best one, mm/s.</summary>
    public static double Flow(double speedRatio, double flowRatio)
    {
        double off = 1 - flowRatio;
        return 0.7 * speedRatio * speedRatio * (1 + (1.5 * off * off));
    }

    /// <summary>The part of liquid that turns back in the impeller's eye, mm/s.</summary>
    public static double Recirculation(double speedRatio, double flowRatio) =>
        2.5 * speedRatio * speedRatio * Math.Max(0, 1 - (flowRatio / RecirculationOnset));

    /// <summary>The part of cavitation, mm/s.</summary>
    public static double Cavitation(double speedRatio, double npshRequired, double npshAvailable) => speedRatio > 0
        ? 3 * speedRatio * speedRatio * Math.Clamp(((1.5 * npshRequired) - npshAvailable) / npshRequired, 0, 1)
        : 0;

    /// <summary>The part of a spalled bearing, mm/s.</summary>
    /// <param name="defect">δ.</param>
    /// <param name="severity">b, mm/s.</param>
    /// <param name="speedRatio">s.</param>
    /// <param name="load">F, N.</param>
    public static double Bearing(double defect, double severity, double speedRatio, double load) =>
        severity * defect * speedRatio * load / BearingDefect.ReferenceLoad;
}
