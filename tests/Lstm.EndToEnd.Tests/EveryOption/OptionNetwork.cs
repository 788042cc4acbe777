using System.Reflection;
using Lstm.EndToEnd.Tests.ManyNetworks;

namespace Lstm.EndToEnd.Tests.EveryOption;

/// <summary>A network that was compiled with <see cref="OptionHarness"/>.</summary>
internal sealed class OptionNetwork : HarnessedClass
{
    public OptionNetwork(Assembly assembly, string name)
        : base(assembly, name)
    {
        Workspace = Property<int>("Workspace");
        Begin = Method<OptionHarness.Begin>("Begin");
        Step = Method<OptionHarness.Step>("Step");
        Run = Method<OptionHarness.Run>("Run");
        StepMany = Method<OptionHarness.StepMany>("StepMany");
        Parts = Method<OptionHarness.Parts>("Parts");
    }

    /// <summary>Floats for each time step.</summary>
    public int Workspace { get; }

    public OptionHarness.Begin Begin { get; }

    public OptionHarness.Step Step { get; }

    public OptionHarness.Run Run { get; }

    public OptionHarness.StepMany StepMany { get; }

    public OptionHarness.Parts Parts { get; }
}
