using System.Collections.Generic;

namespace Lstm.Training.Formats.PyTorch.Scripts;

/// <summary>A module of a PyTorch network: how it is made, what it computes, and what its tensors are called.</summary>
/// <param name="Construction">Lines of <c>__init__</c>.</param>
/// <param name="Computation">Lines of <c>forward</c>, from y to y.</param>
/// <param name="Tensors">The names of its tensors here, and those in the state_dict.</param>
internal sealed record TorchModule(IReadOnlyList<string> Construction, IReadOnlyList<string> Computation, IReadOnlyList<(string Ours, string Theirs)> Tensors);
