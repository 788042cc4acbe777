using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Lstm.Embedded;

namespace IotDevice;

/// <summary>The network of pump.lstm.json; the rest of the class is generated.</summary>
[LstmModel("Models/pump.lstm.json")]
internal sealed partial class Pump;

/// <summary>
/// Watches a pump: the probability that its bearing is damaged, from what a controller measures anyway, every ten minutes.
/// README.md tells how its weights were learnt and how well it does.
/// </summary>
internal struct PumpModel : IDeviceModel<PumpModel>
{
    private Pump network;
    private Pump.State state;

    private PumpModel(Pump network) => this.network = network;

    public static string Name => "pump";

    public static string Summary => "probability that a pump's bearing is damaged, one sample every 10 minutes";

    /// <summary>1/min, m³/h, °C, mm/s.</summary>
    public static string[] Columns { get; } = ["speed", "flow", "temperature", "vibration"];

    public static int OutputSize => Pump.OutputSize;

    public static string SpecHash => Pump.SpecHash;

    public static int MemoryBytes => Pump.StateBytes;

    public static uint Golden => 0x18EDB9E4;

    /// <summary>Chosen on the validation runs (README.md): the lowest limit with at most one false alarm in ten thousand hours.</summary>
    public static AlarmSettings? Alarm { get; } = new(Raise: 0.8f, RaiseAfter: 6, Clear: 0.2f, ClearAfter: 36, PumpRun.SampleHours);

    public readonly InputRanges Ranges => network.Ranges;

    public readonly bool IsFinite => Finite.All(in state);

    public static PumpModel Create() => new(Pump.Embedded);

    public static PumpModel Load(string path) => new(Pump.Load(path));

    /// <summary>A run that neither training nor tuning has seen, simulated on the spot; among thirty it was one of the short ones.</summary>
    public static Recording Record()
    {
        const ulong Seed = 2030;
        using var csv = new MemoryStream();
        using (var writer = new StreamWriter(csv, new UTF8Encoding(false)) { NewLine = "\n" })
        {
            PumpCsv.WriteHeader(writer, withTarget: false);
            PumpCsv.WriteRun(writer, new PumpRun(Seed, 0, faulty: true), 0, withTarget: false);
        }
        return new Recording("a simulated pump whose bearing is going to fail, a sample every 10 minutes", "the bearing failed", csv.ToArray());
    }

    public void Step(ReadOnlySpan<float> sample, Span<float> result) => network.Step(ref state, sample, result);

    public readonly PumpModel WithBody(InstructionSet body) => new(network.WithBody(body)) { state = state };

    public void TakeNetwork(PumpModel other) => network = other.network;

    public readonly void SaveMemory(Span<byte> bytes) => MemoryMarshal.Write(bytes, in state);

    public void LoadMemory(ReadOnlySpan<byte> bytes) => state = MemoryMarshal.Read<Pump.State>(bytes);
}
