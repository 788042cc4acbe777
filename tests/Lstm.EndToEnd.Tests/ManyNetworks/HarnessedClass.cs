using System;
using System.Reflection;
using Lstm.Embedded;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>A class that was compiled with a harness, and its constants as the generated code has them.</summary>
internal abstract class HarnessedClass
{
    private readonly Type network;
    private readonly Type harness;

    protected HarnessedClass(Assembly assembly, string name)
    {
        network = assembly.GetType(name, throwOnError: true)!;
        harness = network.GetNestedType("Harness", BindingFlags.NonPublic)!;
        Name = name;
        WeightBytes = Constant<int>("WeightBytes");
        StateBytes = Constant<int>("StateBytes");
        SpecHash = Constant<string>("SpecHash");
        SizeOfState = Property<int>("SizeOfState");
        Pack = Method<Func<byte[], PackedWeights>>("Pack");
    }

    public string Name { get; }

    public int WeightBytes { get; }

    public int StateBytes { get; }

    public string SpecHash { get; }

    public int SizeOfState { get; }

    /// <summary>Packs a weight file's bytes.</summary>
    public Func<byte[], PackedWeights> Pack { get; }

    protected T Constant<T>(string name) => (T)network.GetField(name)!.GetRawConstantValue()!;

    protected T Property<T>(string name) => (T)harness.GetProperty(name)!.GetValue(null)!;

    protected T Method<T>(string name)
        where T : Delegate => harness.GetMethod(name)!.CreateDelegate<T>();
}
