namespace Lstm.Benchmarks;

/// <summary>Ours: the generated models, with the body that this process runs.</summary>
internal sealed class GeneratedCode : IImplementation
{
    public string Isa { get; } = Embedded.Isa.Active.ToString().ToLowerInvariant();

    public Pass Prepare(Problem problem, Mode mode) => Sizes.Of(problem.Size).Prepare(problem, mode);
}
