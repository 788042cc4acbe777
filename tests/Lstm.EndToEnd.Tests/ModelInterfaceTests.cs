using System;
using System.Linq;
using Lstm.Embedded;
using Lstm.EndToEnd.Tests.Support;
using Lstm.Golden;
using Lstm.Specification;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>What code that is generic over networks sees of them.</summary>
public class ModelInterfaceTests
{
    [Fact]
    public void A_run_makes_room_for_its_results_and_says_how_many_there_are()
    {
        Assert.Equal((7, 7), Run<H8, H8.State>(Cases.Network("H8").WeightFile(), 7));
        Assert.Equal((3, 3), Run<Strided, Strided.State>(Weights("Strided"), 7)); // one at the first sample, and at every third
        Assert.Equal((7, 7), Run<Both, Both.State>(Weights("Both"), 7)); // takes a workspace
        Assert.Equal((1, 1), Run<Reversed, Reversed.State>(Weights("Reversed"), 7)); // one for the sequence
    }

    [Fact]
    public void Reset_sets_a_stream_to_its_beginning() =>
        Assert.All(Begin<H8, H8.State>(Cases.Network("H8").WeightFile()), value => Assert.Equal(0f, value));

    [Fact]
    public void A_layer_without_a_cell_state_has_an_empty_one_and_a_layer_that_is_not_there_is_refused()
    {
        GruAfter.State gru = default;
        Assert.Equal(0, Cell<GruAfter, GruAfter.State>(ref gru, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            GruAfter.State state = default;
            Cell<GruAfter, GruAfter.State>(ref state, 1);
        });
        Both.State both = default;
        int[] cells = [.. Enumerable.Range(0, Layers<Both, Both.State>()).Select(layer => Cell<Both, Both.State>(ref both, layer))];
        Assert.Equal(Network("Both").Spec.Layers.OfType<RecurrentLayerSpec>().SelectMany(layer => TensorNames.Suffixes(layer).Select(_ => layer.HasCell ? layer.HiddenSize : 0)), cells);
    }

    [Fact]
    public void A_body_that_cannot_run_here_is_refused_by_name()
    {
        var body = Enum.GetValues<InstructionSet>().First(body => !Isa.IsSupported(body));
        var fault = Assert.Throws<PlatformNotSupportedException>(() => H8.Load(Cases.Network("H8").WeightFile()).WithBody(body));
        Assert.StartsWith($"This process cannot run the {body} body; it can run ", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("scalar.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_body_shares_the_weights_and_what_came_with_them()
    {
        var model = H8.Load(Cases.Network("H8").WeightFile());
        var scalar = model.WithBody(InstructionSet.Scalar);
        Assert.Equal(InstructionSet.Scalar, scalar.Body);
        Assert.Equal(Isa.Active, model.Body);
        Assert.Same(model.Ranges, scalar.Ranges);
        Assert.Equal(model.WeightNumerics, scalar.WeightNumerics);
        Assert.Same(((ILstmModel<H8, H8.State>)model).PackedWeights, ((ILstmModel<H8, H8.State>)scalar).PackedWeights);
    }

    private static GoldenNetwork Network(string name) => GoldenNetworks.All.Single(network => network.Name == name);

    private static byte[] Weights(string name) => Network(name).WeightFile();

    private static (int Room, int Results) Run<TModel, TState>(byte[] weights, int samples)
        where TModel : ILstmModel<TModel, TState>
        where TState : unmanaged
    {
        var model = TModel.Load((ReadOnlySpan<byte>)weights);
        TState state = default;
        int room = TModel.RoomForResults(samples);
        return (room, model.Run(ref state, new float[samples * TModel.InputSize], new float[room * TModel.OutputSize], new float[samples * TModel.WorkspacePerStep]));
    }

    private static float[] Begin<TModel, TState>(byte[] weights)
        where TModel : ILstmModel<TModel, TState>
        where TState : unmanaged
    {
        TState state = default;
        TModel.Hidden(ref state, 0).Fill(7);
        TModel.Load((ReadOnlySpan<byte>)weights).Reset(ref state);
        return TModel.Hidden(ref state, 0).ToArray();
    }

    private static int Cell<TModel, TState>(ref TState state, int layer)
        where TModel : ILstmModel<TModel, TState>
        where TState : unmanaged => TModel.Cell(ref state, layer).Length;

    private static int Layers<TModel, TState>()
        where TModel : ILstmModel<TModel, TState>
        where TState : unmanaged => TModel.RecurrentLayers;
}
