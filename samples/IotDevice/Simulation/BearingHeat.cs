namespace IotDevice;

/// <summary>
/// The temperature of the bearing's housing: friction heats it, the air around cools it.
/// <code>
/// M₀ = 10⁻⁷ f₀ (ν n)^⅔ d_m³                    churning of the lubricant, N·mm (Palmgren, Ball and Roller Bearing Engineering)
/// M₁ = ½ μ F d                                friction under load, N·mm (the bearing makers' estimate, μ = 0.0015 for ball bearings)
/// W  = 1.05·10⁻⁴ n (M₀ + M₁)(1 + 1.2 δ)       heat, W (2π/60/1000); a spalled race rubs, δ being the defect of 0 to 1
/// ν  = 100 e^(−0.03 (T − 40))                 viscosity of the oil, mm²/s: cold oil churns more
/// C dT/dt = W − G (T − T_air)                 time constant C/G, 45 min for a new machine
/// </code>
/// </summary>
/// <param name="conductance">G, W/K.</param>
/// <param name="start">T at the beginning, °C.</param>
internal sealed class BearingHeat(double conductance, double start)
{
    /// <summary>C of about 16 kg of cast iron, J/K.</summary>
    public const double Capacity = 7500;

    /// <summary>G of an average machine, W/K.</summary>
    public const double UsualConductance = 2.8;

    private const double LubricationFactor = 2; // f₀, a ball bearing in oil mist to oil bath
    private const double MeanDiameterCubed = 80.0 * 80 * 80; // d_m³, mm³
    private const double Bore = 50; // d, mm
    private const double FrictionCoefficient = 0.0015; // μ
    private const double WattsPerTorqueAndSpeed = 1.0472e-4;
    private const double DefectFriction = 1.2;

    /// <summary>T, °C.</summary>
    public double Temperature { get; private set; } = start;

    /// <summary>Friction's heat at the present temperature, W.</summary>
    /// <param name="speed">n, 1/min.</param>
    /// <param name="load">F, N.</param>
    /// <param name="defect">δ, 0 to 1.</param>
    public double Friction(double speed, double load, double defect)
    {
        if (speed <= 0)
        {
            return 0;
        }
        double viscosity = 100 * PortableMath.Exp(-0.03 * (Temperature - 40));
        double churning = 1e-7 * LubricationFactor * PortableMath.Power(viscosity * speed, 2.0 / 3) * MeanDiameterCubed;
        double loaded = 0.5 * FrictionCoefficient * load * Bore;
        return WattsPerTorqueAndSpeed * speed * (churning + loaded) * (1 + (DefectFriction * defect));
    }

    /// <summary>Lets time pass: the exact solution for constant heat and air.</summary>
    /// <param name="seconds">How much.</param>
    /// <param name="heat">W, W.</param>
    /// <param name="air">T_air, °C.</param>
    public void Advance(double seconds, double heat, double air)
    {
        double settled = air + (heat / conductance);
        Temperature = settled + ((Temperature - settled) * PortableMath.Exp(-seconds * conductance / Capacity));
    }
}
