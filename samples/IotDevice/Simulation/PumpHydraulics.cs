using System;

namespace IotDevice;

/// <summary>Where a pump works: what its speed and the pipe's resistance make of it.</summary>
/// <param name="Flow">Q, m³/h.</param>
/// <param name="Head">H, m.</param>
/// <param name="Power">P at the shaft, kW.</param>
/// <param name="FlowRatio">φ = Q / Q_best, where Q_best is the flow of best efficiency at this speed.</param>
/// <param name="RadialThrust">What the uneven pressure around the impeller presses on the shaft, N.</param>
/// <param name="NpshRequired">Head above vapour pressure that the impeller's eye needs, m.</param>
internal readonly record struct OperatingPoint(double Flow, double Head, double Power, double FlowRatio, double RadialThrust, double NpshRequired);

/// <summary>
/// The hydraulics of an end-suction pump with a single volute: 100 m³/h against 50 m at 2950/min, about 17 kW. With
/// s = n / 2950 the affinity laws (Q ~ s, H ~ s², P ~ s³ at the same φ) are built into the curves:
/// <code>
/// pump    H = 60 s² − 0.001 Q²
/// pipe    H = 8 + r Q²                        r: pipe and valve, h²/m⁵
/// η       = 0.8 φ (2 − φ)                     a parabola through 0, best at φ = 1
/// P       = ρ g Q H / η
/// thrust  = 0.36 |1 − φ²| ρ g H D₂ B₂         A. J. Stepanoff, Centrifugal and Axial Flow Pumps (1957)
/// NPSH_r  = 3 s² (0.6 + 0.4 φ²)               grows with the square of the speed at the same φ
/// </code>
/// </summary>
internal static class PumpHydraulics
{
    /// <summary>n at which the curves are given, 1/min.</summary>
    public const double RatedSpeed = 2950;

    /// <summary>r of a pipe and valve that give φ = 1 at rated speed, h²/m⁵.</summary>
    public const double RatedResistance = 0.0042;

    private const double ShutOffHead = 60; // m
    private const double Curvature = 0.001; // h²/m⁵
    private const double StaticHead = 8; // m
    private const double BestFlow = 100; // m³/h
    private const double BestEfficiency = 0.8;
    private const double Weight = 9790; // ρ g of water at 20 °C, N/m³
    private const double ImpellerArea = 0.2 * 0.03; // D₂·B₂, m²
    private const double ThrustFactor = 0.36;
    private const double RatedNpsh = 3; // m

    /// <summary>Where pump and pipe agree.</summary>
    /// <param name="speed">n, 1/min.</param>
    /// <param name="resistance">r, h²/m⁵.</param>
    public static OperatingPoint At(double speed, double resistance)
    {
        double s = speed / RatedSpeed;
        double surplus = (ShutOffHead * s * s) - StaticHead;
        double flow = surplus > 0 ? Math.Sqrt(surplus / (Curvature + resistance)) : 0; // too slow to lift: the check valve is shut
        double head = (ShutOffHead * s * s) - (Curvature * flow * flow);
        double ratio = s > 0 ? flow / (BestFlow * s) : 0;

        // Q/η with η's φ cancelled, so that it holds at Q = 0 too.
        double flowByEfficiency = BestFlow * s / (BestEfficiency * (2 - ratio));
        double power = Weight * (flowByEfficiency / 3600) * head / 1000;
        double thrust = ThrustFactor * Math.Abs(1 - (ratio * ratio)) * Weight * head * ImpellerArea;
        double npsh = RatedNpsh * s * s * (0.6 + (0.4 * ratio * ratio));
        return new OperatingPoint(flow, head, power, ratio, thrust, npsh);
    }
}
