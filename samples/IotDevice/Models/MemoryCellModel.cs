using System;
using System.Runtime.InteropServices;
using Lstm.Embedded;

namespace IotDevice;

/// <summary>The network of memory-cell.lstm.json; the rest of the class is generated.</summary>
[LstmModel("Models/memory-cell.lstm.json")]
internal sealed partial class MemoryCell;

/// <summary>
/// The memory cell of the lectures on LSTM: adds x1 to its memory when x2 is 1, clears it when x2 is -1, and shows it
/// when x3 is 1. Its weights are set by hand (README.md tells which does what).
/// </summary>
internal struct MemoryCellModel : IDeviceModel<MemoryCellModel>
{
    private MemoryCell network;
    private MemoryCell.State state;

    private MemoryCellModel(MemoryCell network) => this.network = network;

    public static string Name => "memory-cell";

    public static string Summary => "adds x1 where x2 is 1, clears where x2 is -1, shows the sum where x3 is 1";

    public static string[] Columns { get; } = ["x1", "x2", "x3"];

    public static int OutputSize => MemoryCell.OutputSize;

    public static string SpecHash => MemoryCell.SpecHash;

    public static int MemoryBytes => MemoryCell.StateBytes;

    public static uint Golden => 0x7DC89007;

    public static AlarmSettings? Alarm => null;

    public static Recording Record() => new(
        "its own recording",
        End: null,
        """
        x1,x2,x3
        1,0,0
        3,1,0
        2,0,0
        4,1,0
        2,0,0
        1,0,1
        3,-1,0
        6,1,0
        1,0,1

        """u8.ToArray());

    public readonly InputRanges Ranges => network.Ranges;

    public readonly bool IsFinite => Finite.All(in state);

    public static MemoryCellModel Create() => new(MemoryCell.Embedded);

    public static MemoryCellModel Load(string path) => new(MemoryCell.Load(path));

    public void Step(ReadOnlySpan<float> sample, Span<float> result) => network.Step(ref state, sample, result);

    public readonly MemoryCellModel WithBody(InstructionSet body) => new(network.WithBody(body)) { state = state };

    public void TakeNetwork(MemoryCellModel other) => network = other.network;

    public readonly void SaveMemory(Span<byte> bytes) => MemoryMarshal.Write(bytes, in state);

    public void LoadMemory(ReadOnlySpan<byte> bytes) => state = MemoryMarshal.Read<MemoryCell.State>(bytes);
}
