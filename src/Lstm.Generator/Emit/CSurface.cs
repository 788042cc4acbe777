using System;
using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>A network as C sees it: names and sizes that its header and its exported functions have in common.</summary>
internal sealed class CSurface(NetworkPlan network, TargetType type, string name, string origin)
{
    /// <summary>As CBorder.StateAlignment of the runtime.</summary>
    public const int StateAlignment = 16;

    public NetworkPlan Network { get; } = network;

    public TargetType Type { get; } = type;

    /// <summary>What stands before every name, e.g. <c>gasalarm</c>.</summary>
    public string Name { get; } = name;

    public string Origin { get; } = origin;

    public int InputSize => Network.Spec.InputSize;

    public int OutputSize => Network.Spec.OutputSize;

    /// <summary>Whether weights come with the library.</summary>
    public bool IsEmbedded => Type.WeightResource is not null;

    public bool Strides => Network.Stride > 1;

    public bool Pools => Network.Pool is not null;

    /// <summary>Whether a run tells how many results there were.</summary>
    public bool CountsResults => Strides && !Pools;

    /// <summary>Whether a run of no time steps is one: a result of the whole sequence needs a sample.</summary>
    public bool CanRunNothing => Network.Streams && !Pools;

    /// <summary>Floats of workspace that a run takes for each sample; 0 where the network streams or needs none.</summary>
    public int WorkspacePerStep => Network.WorkspacePerStep;

    /// <summary>Bytes of the struct in C, whose alignment rounds them up.</summary>
    public int StateBytes => NetworkPlan.RoundUp(Math.Max(Network.StateBytes, 1), StateAlignment);

    /// <summary>More time steps than these would not fit the spans of a run.</summary>
    public int MostSteps => int.MaxValue / Math.Max(Math.Max(InputSize, OutputSize), WorkspacePerStep);

    /// <summary>The functions that make a model, with their parameters in C.</summary>
    public IEnumerable<(string Function, string Parameters, string Summary)> Makers()
    {
        if (IsEmbedded)
        {
            yield return ("init_embedded", $"{Name}_model **model", "Makes a model with the weights that are part of the library.");
        }
        yield return ("init_file", $"{Name}_model **model, const char *path", "Makes a model with the weights of a safetensors file; the path is UTF-8.");
        yield return ("init_memory", $"{Name}_model **model, const void *bytes, size_t length", "Makes a model with the weights of a safetensors file that is in memory; not needed afterwards.");
    }
}
