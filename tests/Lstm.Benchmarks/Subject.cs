using System;
using System.Threading.Tasks;
using Lstm.Embedded;

namespace Lstm.Benchmarks;

/// <summary>One generated network, through its public surface.</summary>
/// <param name="Size">Its size.</param>
/// <param name="Prepare">Loads a problem's weights; the pass begins with a state of zero.</param>
/// <param name="PrepareOnThreads">The same for many streams, of which each of so many threads takes a part in every time step.</param>
internal sealed record Subject(Size Size, Func<Problem, Mode, Pass> Prepare, Func<Problem, Mode, int, Pass> PrepareOnThreads)
{
    public static Subject Of<TModel, TState>(int input, int hidden)
        where TModel : IStepManyModel<TModel, TState>
        where TState : unmanaged => new(new Size(input, hidden), (problem, mode) =>
        {
            var model = TModel.Load((ReadOnlySpan<byte>)problem.WeightFile());
            float[] inputs = problem.Inputs;
            var states = new TState[mode.Streams];
            return mode switch
            {
                { WholeRun: true } => outputs => model.Run(ref states[0], inputs, outputs, []),
                { Streams: 1 } => outputs => Steps<TModel, TState>(model, ref states[0], inputs, outputs, input, hidden),
                _ => outputs => StepsOfMany<TModel, TState>(model, states, inputs, outputs, input, hidden),
            };
        },
        (problem, mode, threads) =>
        {
            var model = TModel.Load((ReadOnlySpan<byte>)problem.WeightFile());
            var states = new TState[mode.Streams];
            return outputs => StepsOnThreads<TModel, TState>(model, states, problem.Inputs, outputs, input, hidden, threads);
        });

    /// <summary>One pass, a call for each sample; when the outputs are full, they are filled from the beginning.</summary>
    public static void Steps<TModel, TState>(TModel model, ref TState state, float[] inputs, float[] outputs, int input, int hidden)
        where TModel : IStepModel<TModel, TState>
        where TState : unmanaged
    {
        int row = 0;
        for (int sample = 0; sample < inputs.Length; sample += input)
        {
            model.Step(ref state, inputs.AsSpan(sample, input), outputs.AsSpan(row, hidden));
            row += hidden;
            if (row == outputs.Length)
            {
                row = 0;
            }
        }
    }

    private static void StepsOfMany<TModel, TState>(TModel model, TState[] states, float[] inputs, float[] outputs, int input, int hidden)
        where TModel : IStepManyModel<TModel, TState>
        where TState : unmanaged
    {
        int row = 0;
        for (int sample = 0; sample + (states.Length * input) <= inputs.Length; sample += states.Length * input)
        {
            model.StepMany(states, inputs.AsSpan(sample, states.Length * input), outputs.AsSpan(row, states.Length * hidden));
            row += states.Length * hidden;
            if (row + (states.Length * hidden) > outputs.Length)
            {
                row = 0;
            }
        }
    }

    private static void StepsOnThreads<TModel, TState>(TModel model, TState[] states, float[] inputs, float[] outputs, int input, int hidden, int threads)
        where TModel : IStepManyModel<TModel, TState>
        where TState : unmanaged
    {
        int streams = states.Length;
        for (int sample = 0; sample + (streams * input) <= inputs.Length; sample += streams * input)
        {
            Parallel.For(0, threads, part =>
            {
                int first = streams * part / threads, count = (streams * (part + 1) / threads) - first;
                model.StepMany(states.AsSpan(first, count), inputs.AsSpan(sample + (first * input), count * input), outputs.AsSpan(first * hidden, count * hidden));
            });
        }
    }
}
