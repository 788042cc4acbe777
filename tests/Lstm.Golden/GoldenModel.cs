using System;
using Lstm.Embedded;

namespace Lstm.Golden;

/// <summary>A network with its weights, for code that does not know which network it is.</summary>
internal abstract class GoldenModel
{
    /// <summary>The weights as the code reads them.</summary>
    public abstract PackedWeights Weights { get; }

    /// <summary>The body that runs.</summary>
    public abstract InstructionSet Body { get; }

    /// <summary>The same network on a chosen body.</summary>
    public abstract GoldenModel On(InstructionSet body);

    /// <summary>A stream at its beginning, all zeros.</summary>
    public abstract GoldenStream Begin();

    /// <summary>The hash of a run of so many steps.</summary>
    public abstract ulong Hash(int steps);

    /// <summary>Runs with everything it may touch against unreadable pages (see <see cref="GuardedRun"/>).</summary>
    public abstract void Guard();
}

/// <summary>Drives a network through the interface that all have; what has no Run or StepMany of its own here takes its steps one by one.</summary>
internal abstract class GoldenModel<TModel, TState>(TModel model) : GoldenModel, IGoldenNetwork<TState>
    where TModel : ILstmModel<TModel, TState>
    where TState : unmanaged
{
    public override PackedWeights Weights => Model.PackedWeights;

    public override InstructionSet Body => Model.Body;

    public virtual int InputSize => TModel.InputSize;

    public virtual int OutputSize => TModel.OutputSize;

    public int RecurrentLayers => TModel.RecurrentLayers;

    protected TModel Model { get; } = model;

    public override GoldenStream Begin() => new GoldenStream<TState>(this);

    public override ulong Hash(int steps)
    {
        TState state = default;
        return GoldenRun.Hash(this, ref state, steps);
    }

    public override void Guard() => GuardedRun.All(this, Weights);

    public abstract void Step(ref TState state, ReadOnlySpan<float> input, Span<float> output);

    public virtual void Run(ref TState state, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        for (int t = 0; t < inputs.Length / InputSize; t++)
        {
            Step(ref state, inputs.Slice(t * InputSize, InputSize), outputs.Slice(t * OutputSize, OutputSize));
        }
    }

    public virtual void StepMany(Span<TState> states, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        for (int k = 0; k < states.Length; k++)
        {
            Step(ref states[k], inputs.Slice(k * InputSize, InputSize), outputs.Slice(k * OutputSize, OutputSize));
        }
    }

    public Span<float> Hidden(ref TState state, int layer) => TModel.Hidden(ref state, layer);

    public Span<float> Cell(ref TState state, int layer) => TModel.Cell(ref state, layer);
}

/// <summary>A network with a result at every step.</summary>
internal sealed class EveryStep<TModel, TState>(TModel model) : GoldenModel<TModel, TState>(model)
    where TModel : IStepManyModel<TModel, TState>
    where TState : unmanaged
{
    public override GoldenModel On(InstructionSet body) => new EveryStep<TModel, TState>(Model.WithBody(body));

    public override void Step(ref TState state, ReadOnlySpan<float> input, Span<float> output) => Model.Step(ref state, input, output);

    public override void Run(ref TState state, ReadOnlySpan<float> inputs, Span<float> outputs) => Model.Run(ref state, inputs, outputs, []);

    public override void StepMany(Span<TState> states, ReadOnlySpan<float> inputs, Span<float> outputs) => Model.StepMany(states, inputs, outputs);
}

/// <summary>A network with a stride: its output stays as it is at steps without a result.</summary>
internal sealed class SomeSteps<TModel, TState>(TModel model) : GoldenModel<TModel, TState>(model)
    where TModel : IStepModel<TModel, TState>
    where TState : unmanaged
{
    public override GoldenModel On(InstructionSet body) => new SomeSteps<TModel, TState>(Model.WithBody(body));

    public override void Step(ref TState state, ReadOnlySpan<float> input, Span<float> output) => Model.Step(ref state, input, output);
}

/// <summary>A network of which one input is one of 17 tokens, made of the sample's value there.</summary>
internal sealed class TokenSteps<TModel, TState>(TModel model, int column) : GoldenModel<TModel, TState>(model)
    where TModel : IStepModel<TModel, TState>
    where TState : unmanaged
{
    public override GoldenModel On(InstructionSet body) => new TokenSteps<TModel, TState>(Model.WithBody(body), column);

    public override void Step(ref TState state, ReadOnlySpan<float> input, Span<float> output)
    {
        Span<float> sample = stackalloc float[TModel.InputSize];
        input.CopyTo(sample);
        sample[column] = (int)(MathF.Abs(input[column]) * 16f) % 17;
        Model.Step(ref state, sample, output);
    }
}

/// <summary>A network that needs whole sequences: a "step" is a sequence of five samples.</summary>
internal sealed class WholeSequences<TModel, TState>(TModel model) : GoldenModel<TModel, TState>(model)
    where TModel : ILstmModel<TModel, TState>
    where TState : unmanaged
{
    private const int Samples = 5;

    public override int InputSize => Samples * TModel.InputSize;

    public override int OutputSize => TModel.RoomForResults(Samples) * TModel.OutputSize;

    public override GoldenModel On(InstructionSet body) => new WholeSequences<TModel, TState>(Model.WithBody(body));

    public override void Step(ref TState state, ReadOnlySpan<float> input, Span<float> output)
    {
        Span<float> workspace = stackalloc float[Samples * TModel.WorkspacePerStep];
        Model.Run(ref state, input, output, workspace);
    }
}
