using System;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Losses;

/// <summary>A loss over a window of a shard.</summary>
internal abstract class LossFunction
{
    /// <summary>Whether the gradient is that of the last layer's sums, with the slope of the activation that the loss belongs to.</summary>
    public virtual bool ReachesSums => false;

    /// <summary>The same of a layer of a network that branches.</summary>
    public virtual bool ReachesSumsOf(ModelSpec spec, int layer) => ReachesSums && layer == spec.Layers.Count - 1;

    /// <summary>The loss of <paramref name="options"/> for a network.</summary>
    /// <exception cref="ArgumentException">The loss needs another last layer.</exception>
    public static LossFunction Create(LossOptions options, ModelSpec spec)
    {
        if (spec.Outputs.Count > 1 && options.Kind is not (LossKind.MeanSquared or LossKind.MeanAbsolute or LossKind.Huber or LossKind.Heads))
        {
            throw new ArgumentException($"{options.Kind} is for a network with one output; this one has {string.Join(", ", spec.Outputs.Select(output => output.Name))}.", nameof(spec));
        }
        if (options.Kind == LossKind.Heads && (spec.Graph is null || options.Focus != 0 || options.Quantiles.Count > 0 || (options.Weights.Count > 0 && options.Weights.Count != spec.OutputSize) || options.Weights.Any(weight => !(weight > 0 && float.IsFinite(weight)))))
        {
            throw new ArgumentException($"{LossKind.Heads} is for a network that branches, without focus and quantiles; its weights are numbers above 0, one for each of the {spec.OutputSize} values of all outputs.", nameof(options));
        }
        if (options.Kind == LossKind.Heads)
        {
            return HeadsLoss.For(spec, options.WeightsOf(spec.OutputSize));
        }
        var last = LastActivation(spec);
        ActivationKind? needed = options.Kind switch
        {
            LossKind.CrossEntropy => ActivationKind.Softmax,
            LossKind.BinaryCrossEntropy => ActivationKind.Sigmoid,
            _ => null,
        };
        if (needed is { } activation && last != activation)
        {
            throw new ArgumentException($"{options.Kind} needs a dense layer with {Activations.NameOf(activation)} at the end; the network ends in {(last is { } found ? $"{(spec.Layers[^1] is DenseLayerSpec ? "a dense layer with" : "the activation")} {Activations.NameOf(found)}" : "a layer of another type")}.", nameof(spec));
        }
        if (options.Weights.Count > 0 && (needed is null || options.Weights.Count != spec.OutputSize || options.Weights.Any(weight => !(weight > 0 && float.IsFinite(weight)))))
        {
            throw new ArgumentException($"Weights are numbers above 0, one for each of the {spec.OutputSize} outputs, of a loss over classes or over yes and no; found {options.Weights.Count} of {options.Kind}.", nameof(options));
        }
        bool areQuantiles = options.Quantiles.All(quantile => quantile is > 0 and < 1) && options.Quantiles.Zip(options.Quantiles.Skip(1)).All(pair => pair.First < pair.Second);
        if (options.Quantiles.Count > 0 != (options.Kind == LossKind.Quantile) || !areQuantiles || (options.Quantiles.Count > 0 && spec.OutputSize % options.Quantiles.Count != 0))
        {
            throw new ArgumentException($"The loss {LossKind.Quantile} has quantiles above 0 and below 1 in ascending order, and an output for each of a target; found {options.Quantiles.Count} and {spec.OutputSize} outputs of {options.Kind}.", nameof(options));
        }
        if (options.Focus != 0 && (needed is null || options.Focus is < 0 or > FocalFactor.Most))
        {
            throw new ArgumentException($"Focus is {options.Focus}; it is a whole number from 0 to {FocalFactor.Most}, of a loss over classes or over yes and no, and the loss is {options.Kind}.", nameof(options));
        }
        return options.Kind switch
        {
            LossKind.MeanSquared => new MeanSquaredLoss(),
            LossKind.MeanAbsolute => new MeanAbsoluteLoss(),
            LossKind.Huber => new HuberLoss(options.HuberDelta),
            LossKind.CrossEntropy => new CrossEntropyLoss(options.WeightsOf(spec.OutputSize), options.Focus),
            LossKind.BinaryCrossEntropy => new BinaryCrossEntropyLoss(options.WeightsOf(spec.OutputSize), options.Focus),
            LossKind.Quantile => new PinballLoss([.. options.Quantiles]),
            LossKind.ErrorToSignal => new ErrorToSignalLoss(options.PreEmphasis),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Kind, "There is no such loss."),
        };
    }

    /// <summary>What the network ends in: the activation of a dense layer or one by itself; null for a layer of another type.</summary>
    public static ActivationKind? LastActivation(ModelSpec spec) => spec.Layers[^1] switch
    {
        DenseLayerSpec dense => dense.Activation.Kind,
        ActivationLayerSpec activation => activation.Activation.Kind,
        _ => null,
    };

    /// <summary>What the window's loss is divided by, together with those of all other shards: how many targets there are, or their energy.</summary>
    public abstract double Weight(ShardWindow window);

    /// <summary>The loss, not divided by the weight, and its gradient times <paramref name="scale"/>.</summary>
    public abstract double Evaluate(ShardWindow window, LaneRows output, LaneRows gradient, float scale);
}
