namespace IotDevice;

/// <summary>What makes one pump unlike another of its kind. No two machines hum alike, so no limit in mm/s fits all.</summary>
/// <param name="Eccentricity">u of <see cref="PumpVibration"/>, µm.</param>
/// <param name="Resonance">The speed at which its support resonates, 1/min: within the range of speeds.</param>
/// <param name="FlowNoise">A factor on the vibration that the liquid makes.</param>
/// <param name="DefectSeverity">b of <see cref="PumpVibration"/>, mm/s.</param>
/// <param name="Conductance">G of <see cref="BearingHeat"/>, W/K: paint, dust, the draught.</param>
/// <param name="ThermometerOffset">What the thermometer is wrong by, K.</param>
/// <param name="Climate">Mean temperature of the air over the run, °C.</param>
internal sealed record PumpTraits(
    double Eccentricity, double Resonance, double FlowNoise, double DefectSeverity, double Conductance, double ThermometerOffset, double Climate)
{
    /// <summary>Draws a machine.</summary>
    public static PumpTraits Draw(SimulationRandom random) => new(
        Eccentricity: 2.5 * random.Factor(0.3),
        Resonance: 2200 * random.Factor(0.03),
        FlowNoise: random.Factor(0.15),
        DefectSeverity: 9 * random.Factor(0.2),
        Conductance: BearingHeat.UsualConductance * random.Factor(0.08),
        ThermometerOffset: random.Normal(),
        Climate: random.Between(8, 24));
}
