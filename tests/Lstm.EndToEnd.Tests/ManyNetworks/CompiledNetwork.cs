using System.Linq;
using System.Reflection;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>A network that was compiled with <see cref="NetworkHarness"/>.</summary>
internal sealed class CompiledNetwork : HarnessedClass
{
    public CompiledNetwork(Assembly assembly, string name)
        : base(assembly, name)
    {
        InputSize = Constant<int>("InputSize");
        OutputSize = Constant<int>("OutputSize");
        LstmUnits = [.. Property<string>("LstmUnits").Split(' ').Select(int.Parse)];
        Step = Method<NetworkHarness.Step>("Step");
        Run = Method<NetworkHarness.Run>("Run");
        StepMany = Method<NetworkHarness.StepMany>("StepMany");
        Hidden = Method<NetworkHarness.Part>("Hidden");
        Cell = Method<NetworkHarness.Part>("Cell");
    }

    public int InputSize { get; }

    public int OutputSize { get; }

    /// <summary>Units of each LSTM layer.</summary>
    public int[] LstmUnits { get; }

    public NetworkHarness.Step Step { get; }

    public NetworkHarness.Run Run { get; }

    public NetworkHarness.StepMany StepMany { get; }

    public NetworkHarness.Part Hidden { get; }

    public NetworkHarness.Part Cell { get; }
}
