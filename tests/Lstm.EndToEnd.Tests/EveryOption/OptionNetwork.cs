using System;
using System.Reflection;
using Lstm.Embedded;

namespace Lstm.EndToEnd.Tests.EveryOption;

/// <summary>A network that was compiled with <see cref="OptionHarness"/>.</summary>
internal sealed class OptionNetwork
{
    private readonly Type harness;

    public OptionNetwork(Assembly assembly, string name)
    {
        var network = assembly.GetType(name, throwOnError: true)!;
        harness = network.GetNestedType("Harness", BindingFlags.NonPublic)!;
        SpecHash = (string)network.GetField("SpecHash")!.GetRawConstantValue()!;
        WeightBytes = (int)network.GetField("WeightBytes")!.GetRawConstantValue()!;
        StateBytes = (int)network.GetField("StateBytes")!.GetRawConstantValue()!;
        SizeOfState = (int)harness.GetProperty("SizeOfState")!.GetValue(null)!;
        Workspace = (int)harness.GetProperty("Workspace")!.GetValue(null)!;
        Pack = Method<Func<byte[], PackedWeights>>("Pack");
        Begin = Method<OptionHarness.Begin>("Begin");
        Step = Method<OptionHarness.Step>("Step");
        Run = Method<OptionHarness.Run>("Run");
        StepMany = Method<OptionHarness.StepMany>("StepMany");
        Parts = Method<OptionHarness.Parts>("Parts");
    }

    public string SpecHash { get; }

    public int WeightBytes { get; }

    public int StateBytes { get; }

    public int SizeOfState { get; }

    /// <summary>Floats for each time step.</summary>
    public int Workspace { get; }

    public Func<byte[], PackedWeights> Pack { get; }

    public OptionHarness.Begin Begin { get; }

    public OptionHarness.Step Step { get; }

    public OptionHarness.Run Run { get; }

    public OptionHarness.StepMany StepMany { get; }

    public OptionHarness.Parts Parts { get; }

    private T Method<T>(string name)
        where T : Delegate => harness.GetMethod(name)!.CreateDelegate<T>();
}
