using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Trainer.Tests.Training;

/// <summary>The loss of a network over some sequences and all its gradients, in double precision and as simple as can be.</summary>
internal sealed class ReferenceGradients
{
    private readonly LossOptions loss;
    private readonly ModelSpec spec;
    private readonly List<IReferenceGradientLayer> layers = [];

    public ReferenceGradients(NetworkParameters parameters, LossOptions loss)
    {
        this.loss = loss;
        spec = parameters.Spec;
        Tensors = new ReferenceTensors(parameters);
        foreach (var layer in spec.Layers)
        {
            layers.Add(layer switch
            {
                LstmLayerSpec lstm => new ReferenceLstmGradient(lstm, Tensors),
                DenseLayerSpec dense => new ReferenceDenseGradient(dense, Tensors),
                ScaleLayerSpec scale => new ReferenceScaleGradient(scale, Tensors),
                _ => throw new ArgumentException($"No reference for {layer.GetType().Name}.", nameof(parameters)),
            });
        }
    }

    public ReferenceTensors Tensors { get; }

    public IEnumerable<ReferenceLstmGradient> LstmLayers => layers.OfType<ReferenceLstmGradient>();

    /// <summary>The loss; adds to the gradients of the tensors, and leaves those of the initial states of the last sequence.</summary>
    public double Backward(IReadOnlyList<Sequence> sequences)
    {
        var (value, gradient) = ReferenceLoss.Evaluate(loss, sequences, Outputs(sequences));
        for (int s = 0; s < sequences.Count; s++)
        {
            Outputs([sequences[s]]); // the layers remember one sequence
            double[][] rows = gradient[s];
            foreach (var layer in Enumerable.Reverse(layers))
            {
                rows = layer.Backward(rows);
            }
        }
        return value;
    }

    /// <summary>The loss alone.</summary>
    public double Loss(IReadOnlyList<Sequence> sequences) => ReferenceLoss.Evaluate(loss, sequences, Outputs(sequences)).Loss;

    private double[][][] Outputs(IReadOnlyList<Sequence> sequences) =>
        [.. sequences.Select(sequence => layers.Aggregate(Inputs(sequence), (rows, layer) => layer.Forward(rows)))];

    private double[][] Inputs(Sequence sequence) =>
        [.. Enumerable.Range(0, sequence.Length).Select(t => Enumerable.Range(0, spec.InputSize).Select(n =>
            sequence.Tokens.Length > 0 ? (sequence.Tokens[t] == n ? 1.0 : 0.0) : sequence.Inputs[(t * spec.InputSize) + n]).ToArray())];
}
