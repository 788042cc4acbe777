using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>
/// Which block on the stack holds the output of each layer of a network that branches: a block serves again once nobody needs what it
/// holds. What stands behind an output up to a multiple of 16 floats must stay zero, as a dense layer reads it; so a block goes to an output
/// that covers all that has been written there, or that ends at such a multiple.
/// </summary>
internal sealed class ScratchPlan
{
    private readonly Dictionary<int, int> blocks = [];
    private readonly List<Block> all = [];

    /// <param name="spec">The network.</param>
    /// <param name="layers">Its layers.</param>
    public ScratchPlan(ModelSpec spec, IReadOnlyList<LayerPlan> layers)
    {
        var ends = new int[layers.Count]; // the last layer that takes the output
        foreach (var layer in layers)
        {
            foreach (int source in spec.TakenBy(layer.Index).Where(source => source >= 0))
            {
                ends[source] = layer.Index;
            }
        }
        foreach (var layer in layers.Where(layer => layer.NeedsBlock && !spec.IsOnlyResult(layer.Index)))
        {
            var block = Free(layer) ?? New();
            block.Written = System.Math.Max(block.Written, layer.OutputSize);
            block.BusyUntil = ends[layer.Index];
            block.Layers.Add(layer.Index);
            blocks.Add(layer.Index, all.IndexOf(block));
        }
    }

    /// <summary>The block of a layer's output.</summary>
    public int Of(LayerPlan layer) => blocks[layer.Index];

    /// <summary>Each block: its floats, and the layers whose outputs it holds in turn.</summary>
    public IEnumerable<(int Floats, IReadOnlyList<int> Layers)> Blocks => all.Select(block => (NetworkPlan.Align(block.Written), (IReadOnlyList<int>)block.Layers));

    // The one that is nearest in size.
    private Block? Free(LayerPlan layer) => all
        .Where(block => block.BusyUntil < layer.Index && (layer.OutputSize >= block.Written || layer.OutputSize % Footprint.Alignment == 0))
        .OrderBy(block => System.Math.Abs(block.Written - layer.OutputSize))
        .FirstOrDefault();

    private Block New()
    {
        var block = new Block();
        all.Add(block);
        return block;
    }

    private sealed class Block
    {
        public int Written { get; set; }

        public int BusyUntil { get; set; }

        public List<int> Layers { get; } = [];
    }
}
