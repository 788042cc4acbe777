using System;
using System.Diagnostics.CodeAnalysis;
using Lstm.Specification;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>A layer of LSTM cells: forward, and back-propagation through time.</summary>
internal sealed class LstmShardLayer : RecurrentShardLayer
{
    private readonly LaneKernels kernels;
    private readonly PartLayout part;
    private readonly MatrixLayout layout;
    private readonly LstmLayerSpec spec;
    private readonly LstmActivations activations;
    private readonly InitialState first;
    private readonly LstmProjection? projection;
    private readonly bool tokens;
    private readonly WeightGradient weightGradient;
    private readonly LaneRows columns; // h_{t-1}, 1 and x_t, and zeros up to a panel
    private readonly LaneRows terms;   // without the zeros: what the matrix is multiplied with
    private readonly LaneRows hidden;  // their first part
    private readonly LaneRows gates;   // forward i, f, g, o; backward the gradients of their sums
    private readonly LaneRows cells;   // c_{t-1}
    private readonly LaneRows activated; // ψ(c_t)
    private readonly LaneRows hiddenGradient;
    private readonly LaneRows cellGradient;
    private readonly LaneRows peepholeGradient;
    private readonly LaneRows noGradient;
    private int firstRead; // the first step at which the layer above reads

    /// <param name="kernels">The inner loops.</param>
    /// <param name="spec">The layer.</param>
    /// <param name="part">Where its weights stand.</param>
    /// <param name="steps">The most time steps at once.</param>
    /// <param name="tokens">Whether the input is one-hot, by index: then only the column it selects is read.</param>
    [SetsRequiredMembers]
    public LstmShardLayer(LaneKernels kernels, LstmLayerSpec spec, PartLayout part, int steps, bool tokens)
    {
        this.kernels = kernels;
        this.spec = spec;
        activations = spec.Activations == LstmActivations.Standard ? LstmActivations.Standard : spec.Activations; // the same object: to compare them is quick
        this.part = part;
        this.tokens = tokens;
        layout = part.Matrix;
        first = new InitialState(part, spec);
        BeginsWithWeights = spec.InitialState;
        projection = spec.Projection is null ? null : new LstmProjection(kernels, part.Matrices[1], steps);
        int units = spec.HiddenSize, outputs = spec.StateSize, peepholes = LayoutBuilder.PeepholeLength(spec);
        columns = LaneRows.Allocate(steps + 1, tokens ? MatrixLayout.RoundUp(layout.InputColumn) : layout.RowStride);
        terms = columns.Part(0, tokens ? layout.InputColumn : layout.Columns);
        hidden = columns.Part(0, outputs);
        Input = columns.Part(layout.InputColumn, tokens ? 0 : layout.InputSize);
        gates = LaneRows.Allocate(steps, layout.Rows);
        cells = LaneRows.Allocate(steps + 1, units);
        activated = LaneRows.Allocate(steps, units);
        OutputGradient = LaneRows.Allocate(steps, outputs);
        hiddenGradient = LaneRows.Allocate(1, outputs);
        cellGradient = LaneRows.Allocate(1, units);
        peepholeGradient = LaneRows.Allocate(1, peepholes);
        noGradient = LaneRows.Allocate(1, outputs);
        weightGradient = new WeightGradient(kernels, layout, columns, terms);
        if (layout.HasBias)
        {
            for (int t = 0; t < steps; t++)
            {
                columns.Part(outputs, 1).At(t).Fill(1f);
            }
        }
    }

    /// <summary>After <see cref="EndBackward"/>, the gradient of the cell state before the first step.</summary>
    public ReadOnlySpan<float> InitialCellGradient => cellGradient.At(0);

    /// <summary>The hidden state before the first step.</summary>
    public Span<float> InitialHidden => hidden.At(0);

    /// <summary>The cell state before the first step.</summary>
    public Span<float> InitialCell => cells.At(0);

    /// <summary>Whether the layer above is the network's last: before <see cref="ShardWindow.FirstOutput"/> it then neither reads what comes out nor writes a gradient.</summary>
    public bool IsBelowOutput { get; set; }

    /// <inheritdoc/>
    public override TokenInput TokenInput => tokens ? TokenInput.Index : TokenInput.OneHot;

    /// <inheritdoc/>
    public override void ResetState(ModelWeights weights) => first.Reset(weights, InitialHidden, InitialCell);

    /// <inheritdoc/>
    public override void CarryState(int steps)
    {
        hidden.At(steps).CopyTo(InitialHidden);
        cells.At(steps).CopyTo(InitialCell);
    }

    /// <inheritdoc/>
    protected override void BeginForward(ModelWeights weights, ShardWindow window) => firstRead = IsBelowOutput ? window.FirstOutput : 0;

    /// <inheritdoc/>
    protected override void Sum(ModelWeights weights, int t, RecurrentShardLayer? beside)
    {
        var matrix = weights.Of(layout).Forward;
        bool backwards = (t & 1) != 0;
        if (beside is LstmShardLayer other)
        {
            kernels.MultiplyTwo(matrix, terms.At(t), gates.At(t), other.terms.At(t), other.gates.At(t), backwards);
        }
        else
        {
            kernels.Multiply(matrix, terms.At(t), gates.At(t), backwards);
        }
    }

    /// <inheritdoc/>
    protected override void Update(ModelWeights weights, ShardWindow window, int t)
    {
        var values = weights.Parameters.Values;
        var sums = gates.At(t);
        if (tokens)
        {
            TokenColumns.AddTo(sums, layout, values, window.TokensAt(t));
        }
        var output = projection is null ? hidden.At(t + 1) : projection.Units.At(t);
        if (spec.Coupled)
        {
            kernels.CoupledForward(activations, Peepholes(values), sums, cells.At(t), cells.At(t + 1), activated.At(t), output);
        }
        else
        {
            kernels.CellForward(activations, Peepholes(values), sums, cells.At(t), cells.At(t + 1), activated.At(t), output);
        }
        projection?.Forward(weights, t, hidden.At(t + 1));
        window.ClearEnded(t, cells.At(t + 1));
        window.ClearEnded(t, hidden.At(t + 1));
        if (t >= firstRead)
        {
            hidden.At(t + 1).CopyTo(Output.At(t));
        }
    }

    /// <inheritdoc/>
    protected override void BeginBackward()
    {
        hiddenGradient.At(0).Clear();
        cellGradient.At(0).Clear();
        peepholeGradient.At(0).Clear();
    }

    /// <inheritdoc/>
    protected override void UpdateBackward(ModelWeights weights, int t)
    {
        var peepholes = Peepholes(weights.Parameters.Values);
        ReadOnlySpan<float> fromAbove = t < firstRead ? noGradient.At(0) : OutputGradient.At(t), fromNext = hiddenGradient.At(0);
        if (projection is not null)
        {
            fromAbove = projection.Backward(weights, t, fromAbove, fromNext);
            fromNext = projection.None.At(0);
        }
        if (spec.Coupled)
        {
            kernels.CoupledBackward(activations, peepholes, gates.At(t), cells.At(t), cells.At(t + 1), activated.At(t), fromAbove, fromNext, cellGradient.At(0), peepholeGradient.At(0));
        }
        else
        {
            kernels.CellBackward(activations, peepholes, gates.At(t), cells.At(t), cells.At(t + 1), activated.At(t), fromAbove, fromNext, cellGradient.At(0), peepholeGradient.At(0));
        }
    }

    /// <inheritdoc/>
    protected override void SumBackward(ModelWeights weights, int t, RecurrentShardLayer? beside)
    {
        var matrix = weights.Of(layout).ToHidden;
        bool backwards = (t & 1) != 0;
        if (beside is LstmShardLayer other)
        {
            kernels.MultiplyTwo(matrix, gates.At(t), hiddenGradient.At(0), other.gates.At(t), other.hiddenGradient.At(0), backwards);
        }
        else
        {
            kernels.Multiply(matrix, gates.At(t), hiddenGradient.At(0), backwards);
        }
    }

    /// <inheritdoc/>
    protected override void EndBackward(ModelWeights weights, ShardWindow window, Span<float> gradient)
    {
        if (InputGradient is { } below)
        {
            StepProducts.Multiply(kernels, weights.Of(layout).ToInput, gates, below, window.Steps);
        }
        weightGradient.Compute(gates, window.Steps, gradient);
        projection?.WriteGradient(window.Steps, gradient);
        if (tokens)
        {
            TokenColumns.WriteGradient(gates, layout, window, gradient);
        }
        LaneSums.Write(peepholeGradient.At(0), Peepholes(gradient));
        first.Backward(window, hiddenGradient.At(0), cellGradient.At(0), gradient);
    }

    private Span<float> Peepholes(Span<float> values) => part.Vector(values, 0, peepholeGradient.Size);
}
