using System;
using System.Linq;
using System.Reflection;
using Lstm.Embedded;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>A network that was compiled with <see cref="NetworkHarness"/>, and its constants as the generated code has them.</summary>
internal sealed class CompiledNetwork
{
    private readonly Type network;
    private readonly Type harness;

    public CompiledNetwork(Assembly assembly, string name)
    {
        network = assembly.GetType(name, throwOnError: true)!;
        harness = network.GetNestedType("Harness", BindingFlags.NonPublic)!;
        Name = name;
        InputSize = Constant<int>("InputSize");
        OutputSize = Constant<int>("OutputSize");
        WeightBytes = Constant<int>("WeightBytes");
        StateBytes = Constant<int>("StateBytes");
        SpecHash = Constant<string>("SpecHash");
        SizeOfState = Property<int>("SizeOfState");
        LstmUnits = [.. Property<string>("LstmUnits").Split(' ').Select(int.Parse)];
        Pack = Method<Func<byte[], PackedWeights>>("Pack");
        Step = Method<NetworkHarness.Step>("Step");
        Run = Method<NetworkHarness.Run>("Run");
        StepMany = Method<NetworkHarness.StepMany>("StepMany");
        Hidden = Method<NetworkHarness.Part>("Hidden");
        Cell = Method<NetworkHarness.Part>("Cell");
    }

    public string Name { get; }

    public int InputSize { get; }

    public int OutputSize { get; }

    public int WeightBytes { get; }

    public int StateBytes { get; }

    public string SpecHash { get; }

    public int SizeOfState { get; }

    /// <summary>Units of each LSTM layer.</summary>
    public int[] LstmUnits { get; }

    /// <summary>Packs a weight file's bytes.</summary>
    public Func<byte[], PackedWeights> Pack { get; }

    public NetworkHarness.Step Step { get; }

    public NetworkHarness.Run Run { get; }

    public NetworkHarness.StepMany StepMany { get; }

    public NetworkHarness.Part Hidden { get; }

    public NetworkHarness.Part Cell { get; }

    private T Constant<T>(string name) => (T)network.GetField(name)!.GetRawConstantValue()!;

    private T Property<T>(string name) => (T)harness.GetProperty(name)!.GetValue(null)!;

    private T Method<T>(string name)
        where T : Delegate => harness.GetMethod(name)!.CreateDelegate<T>();
}
