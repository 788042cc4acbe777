using System;
using System.Linq;
using Lstm.Embedded;
using Lstm.EndToEnd.Tests.Support;
using Lstm.Golden;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>Networks with several inputs or outputs: a span for each under its name gives what a sample that holds all of them gives.</summary>
public class NamedPartsTests
{
    private const int Steps = 40;

    private static readonly float[] Samples = [.. Enumerable.Range(0, Steps * Masked.InputSize).Select(k => GoldenRun.Uniform((ulong)k))];

    public static TheoryData<InstructionSet> Bodies { get; } = [.. Cases.SupportedBodies];

    [Fact]
    public void Parts_stand_where_the_class_says()
    {
        Assert.Equal([new("frame", 0, 20), new("noise", 20, 7), new("gain", 27, 1)], Inputs<Masked, Masked.State>());
        Assert.Equal([new("sum", 0, 20), new("phase", 20, 3), new("state9", 23, 9)], Outputs<Masked, Masked.State>());
        Assert.Equal((28, 32, 20, 7, 1), (Masked.InputSize, Masked.OutputSize, Masked.Parts.FrameSize, Masked.Parts.NoiseSize, Masked.Parts.GainSize));
        Assert.Equal((20, 3, 9), (Masked.Parts.SumSize, Masked.Parts.PhaseSize, Masked.Parts.State9Size));
        Assert.Equal([new("input", 0, 42)], Inputs<Heads, Heads.State>());
    }

    [Theory, MemberData(nameof(Bodies))]
    public void Step_Run_and_StepMany_by_parts_have_the_bits_of_rows(InstructionSet body)
    {
        var model = Load().WithBody(body);
        var (byRow, byStep, byRun) = (model.NewState(), model.NewState(), model.NewState());
        var many = new StateBlock<Masked.State>(1);
        many.Span[0] = model.NewState();
        float[] rows = new float[Steps * Masked.OutputSize];
        model.Run(ref byRow, Samples, rows);
        var expected = (Part(rows, 0, 20), Part(rows, 20, 3), Part(rows, 23, 9));
        var (frame, noise, gain) = (Part(Samples, 0, 20, Masked.InputSize), Part(Samples, 20, 7, Masked.InputSize), Part(Samples, 27, 1, Masked.InputSize));
        var (sum, phase, last) = (new float[Steps * 20], new float[Steps * 3], new float[Steps * 9]);
        model.Run(ref byRun, frame, noise, gain, sum, phase, last);
        Equal(expected, (sum, phase, last));
        foreach (bool alone in new[] { true, false })
        {
            (sum, phase, last) = (new float[Steps * 20], new float[Steps * 3], new float[Steps * 9]);
            for (int t = 0; t < Steps; t++)
            {
                Span<float> f = frame.AsSpan(t * 20, 20), n = noise.AsSpan(t * 7, 7), g = gain.AsSpan(t, 1);
                Span<float> s = sum.AsSpan(t * 20, 20), p = phase.AsSpan(t * 3, 3), l = last.AsSpan(t * 9, 9);
                if (alone)
                {
                    model.Step(ref byStep, f, n, g, s, p, l);
                }
                else
                {
                    model.StepMany(many.Span, f, n, g, s, p, l);
                }
            }
            Equal(expected, (sum, phase, last));
        }
    }

    [Theory, MemberData(nameof(Bodies))]
    public void An_embedding_beside_numbers_takes_an_input_of_its_own(InstructionSet body)
    {
        var model = Machines.Load((ReadOnlySpan<byte>)GoldenNetworks.All.Single(network => network.Name == "Machines").WeightFile()).WithBody(body);
        float[] rows = [.. Enumerable.Range(0, Steps * Machines.InputSize).Select(k => k % Machines.InputSize == 5 ? k * 7 % 17 : GoldenRun.Uniform((ulong)k))];
        float[] expected = new float[Steps * 3], byParts = new float[Steps * 3], step = new float[3], many = new float[3];
        Machines.State whole = default, parts = default, each = default;
        var block = new StateBlock<Machines.State>(1);
        model.Run(ref whole, rows, expected);
        float[] sensors = Part(rows, 0, 5, 8), machine = Part(rows, 5, 1, 8), load = Part(rows, 6, 2, 8);
        model.Run(ref parts, sensors, machine, load, byParts);
        Assert.Equal(Bits.Of(expected), Bits.Of(byParts));
        for (int t = 0; t < Steps; t++)
        {
            model.Step(ref each, sensors.AsSpan(t * 5, 5), machine.AsSpan(t, 1), load.AsSpan(t * 2, 2), step);
            model.StepMany(block.Span, sensors.AsSpan(t * 5, 5), machine.AsSpan(t, 1), load.AsSpan(t * 2, 2), many);
            Assert.Equal(Bits.Of(expected.AsSpan(t * 3, 3).ToArray()), Bits.Of(step));
            Assert.Equal(Bits.Of(step), Bits.Of(many));
        }
    }

    /// <summary>17 rows: the input goes into a table of 17 and one of 19.</summary>
    [Theory]
    [InlineData(17f)]
    [InlineData(-1f)]
    [InlineData(0.5f)]
    [InlineData(float.NaN)]
    public void What_is_no_index_of_a_row_is_refused_before_anything_changes(float token)
    {
        var model = Machines.Load((ReadOnlySpan<byte>)GoldenNetworks.All.Single(network => network.Name == "Machines").WeightFile());
        Machines.State state = default;
        float[] row = [0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, token, 0, 0], output = new float[6];
        const string Expected = "the input machine is not a token: tokens are whole numbers from 0 to 16. (Parameter 'machine')";
        Assert.Contains("Of sample 1 " + Expected, Refused(() => model.Run(ref state, row, output)));
        Assert.Contains("Of sample 0 " + Expected, Refused(() => model.Step(ref state, row.AsSpan(8), output.AsSpan(0, 3))));
        Assert.Contains("Of sample 0 " + Expected, Refused(() => model.StepMany([state], row.AsSpan(8), output.AsSpan(0, 3))));
        Assert.Contains("Of sample 0 " + Expected, Refused(() => model.Step(ref state, row.AsSpan(8, 5), [token], row.AsSpan(14), output.AsSpan(0, 3))));
        Assert.Contains("Of sample 1 " + Expected, Refused(() => model.Run(ref state, new float[10], [3, token], new float[4], output)));
        Assert.Contains("Of sample 0 " + Expected, Refused(() => model.StepMany([state], new float[5], [token], new float[2], output.AsSpan(0, 3))));
        Assert.Equal(new float[11], state.Hidden(0).ToArray());
    }

    [Fact]
    public void A_result_may_take_the_place_of_an_input_in_a_step()
    {
        var model = Load();
        var (apart, over) = (model.NewState(), model.NewState());
        float[] frame = Samples[..20], noise = Samples[20..27], gain = Samples[27..28], sum = new float[20], phase = new float[3], last = new float[9];
        model.Step(ref apart, frame, noise, gain, sum, phase, last);
        model.Step(ref over, frame, noise, gain, frame, noise.AsSpan(0, 3), last);
        Assert.Equal(sum, frame);
        Assert.Equal(phase, noise[..3]);
    }

    [Fact]
    public void Wrong_lengths_and_memory_that_overlaps_are_refused_by_name()
    {
        var model = Load();
        var state = model.NewState();
        float[] memory = new float[10];
        Assert.Equal("'noise' has 7 values in each time step: the span must have 7, and has 6. (Parameter 'noise')", Refused(() => model.Step(ref state, new float[20], new float[6], new float[1], new float[20], new float[3], new float[9])));
        Assert.Contains("'gain' has 1 value in each time step: the span must have 2, and has 1.", Refused(() => model.Run(ref state, new float[40], new float[14], new float[1], new float[40], new float[6], new float[18])));
        Assert.Contains("'frame' has 20 values in each time step: the span must have 20, and has 21.", Refused(() => model.Run(ref state, new float[21], new float[7], new float[1], new float[20], new float[3], new float[9])));
        Assert.Contains("'phase' would be written over 'noise'. Give each output memory of its own.", Refused(() => model.Run(ref state, new float[20], memory.AsSpan(0, 7), new float[1], new float[20], memory.AsSpan(6, 3), new float[9])));
        Assert.Contains("'state9' would be written over 'phase'", Refused(() => model.Run(ref state, new float[20], new float[7], new float[1], new float[20], memory.AsSpan(0, 3), memory.AsSpan(1, 9))));
        Assert.Contains("The span is memory of the state", Refused(() => model.Run(ref state, new float[20], new float[7], new float[1], new float[20], new float[3], state.Hidden(1)[..9])));
    }

    [Fact]
    public void A_step_that_is_not_finite_gives_the_last_good_results_of_all_outputs()
    {
        var model = Load();
        var state = model.NewState();
        float[] good = new float[Masked.OutputSize], held = new float[Masked.OutputSize];
        model.Step(ref state, Samples.AsSpan(0, Masked.InputSize), good);
        float[] bad = Samples[..Masked.InputSize];
        bad[22] = float.NaN;
        model.Step(ref state, bad, held);
        Assert.Equal(1, state.NonFinite);
        Assert.Equal(good, held);
    }

    private static Masked Load() => Masked.Load((ReadOnlySpan<byte>)GoldenNetworks.All.Single(network => network.Name == "Masked").WeightFile());

    private static GraphPart[] Inputs<TModel, TState>()
        where TModel : IGraphModel<TModel, TState>
        where TState : unmanaged => [.. TModel.Inputs];

    private static GraphPart[] Outputs<TModel, TState>()
        where TModel : IGraphModel<TModel, TState>
        where TState : unmanaged => [.. TModel.Outputs];

    private static float[] Part(float[] rows, int offset, int size, int rowSize = Masked.OutputSize) =>
        [.. Enumerable.Range(0, rows.Length / rowSize).SelectMany(t => rows.AsSpan((t * rowSize) + offset, size).ToArray())];

    private static void Equal((float[], float[], float[]) expected, (float[], float[], float[]) found)
    {
        Assert.Equal(Bits.Of(expected.Item1), Bits.Of(found.Item1));
        Assert.Equal(Bits.Of(expected.Item2), Bits.Of(found.Item2));
        Assert.Equal(Bits.Of(expected.Item3), Bits.Of(found.Item3));
    }

    private static string Refused(Action step) => Assert.ThrowsAny<ArgumentException>(step).Message;
}
