using System;
using Lstm.Training.Reference;
using Xunit;
using static Lstm.Trainer.Tests.Reference.ReferenceModels;

namespace Lstm.Trainer.Tests.Reference;

/// <summary>Layers that go through a sequence in the reverse direction, and what one result of a sequence is. h' = x + h/2 throughout.</summary>
public class DirectionTests
{
    private static readonly double[][] Sequence = [[1], [2], [4]];

    [Fact]
    public void Forward() => Same([[1], [2.5], [5.25]], Sum("").Run(Sequence));

    [Fact]
    public void Reverse_puts_the_result_of_a_step_where_the_step_is() => Same([[3], [4], [4]], Sum(""", "direction": "reverse" """).Run(Sequence));

    [Fact]
    public void Backwards_puts_the_results_as_they_come() => Same([[4], [4], [3]], Sum(""", "direction": "backwards" """).Run(Sequence));

    [Fact]
    public void Bidirectional_is_forward_then_backward_with_weights_of_its_own()
    {
        var network = Sum(""", "direction": "bidirectional" """, ("weight_ih_l0_reverse", [-1f]), ("weight_hh_l0_reverse", [0.5f]));
        double[][] expected = [[1, -3], [2.5, -4], [5.25, -4]];
        Same(expected, network.Run(Sequence));
        Same([5.25], network.Hidden(0));
        Same([-3], network.Hidden(0, 1));
        Same(expected, network.Run(Sequence)); // a sequence of its own each time
        network.Begin(0, 1, [8], []);
        Same([[1, -2], [2.5, -2], [5.25, 0]], network.Run(Sequence));
    }

    [Theory]
    [InlineData("""{ "type": "pool", "kind": "last" }""", 5.25, -4)]
    [InlineData("""{ "type": "pool", "kind": "mean" }""", 8.75 / 3, -11 / 3.0)]
    [InlineData("""{ "type": "pool", "kind": "final" }""", 5.25, -3)]
    public void A_pool_leaves_one_result(string pool, double forward, double backward)
    {
        var network = Sum(""", "direction": "bidirectional" """, pool, ("weight_ih_l0_reverse", [-1f]), ("weight_hh_l0_reverse", [0.5f]));
        Same([[forward, backward]], network.Run(Sequence));
        Assert.Empty(network.Run([]));
        Same([[1, -1]], network.Run([[1]]));
    }

    [Theory]
    [InlineData("reverse", 3)]
    [InlineData("backwards", 3)]
    [InlineData("forward", 5.25)]
    public void The_final_state_is_where_the_layer_ends(string direction, double final) =>
        Same([[final]], Sum($$""", "direction": "{{direction}}" """, """{ "type": "pool", "kind": "final" }""").Run(Sequence));

    [Fact]
    public void A_stream_pools_what_came_so_far()
    {
        var network = Sum("", """{ "type": "pool", "kind": "mean" }""");
        Same([1], network.Step([1]));
        Same([1.75], network.Step([2]));
        Same([[8.75 / 3]], network.Run([[4]]));
        network.Reset();
        Same([[8.75 / 3]], network.Run(Sequence));
    }

    [Fact]
    public void A_stream_goes_on_where_the_run_before_ended()
    {
        var network = Sum("");
        Same([[1], [2.5]], network.Run(Sequence[..2]));
        Same([[5.25]], network.Run(Sequence[2..]));
    }

    [Theory]
    [InlineData("reverse")]
    [InlineData("backwards")]
    public void A_layer_that_begins_at_the_end_has_no_step(string direction)
    {
        var network = Network(1, $$"""{ "type": "scale", "tensor": "s" }, { "type": "rnn", "hidden": 1, "bias": false, "direction": "{{direction}}" }""", ("s", [1f]), ("weight_ih_l0", [1f]), ("weight_hh_l0", [0.5f]));
        var error = Assert.Throws<InvalidOperationException>(() => network.Step([1]));
        Assert.StartsWith("layers[1] begins at the end of a sequence", error.Message, StringComparison.Ordinal);
    }

    private static ReferenceNetwork Sum(string option, params (string, float[])[] more) => Sum(option, null, more);

    private static ReferenceNetwork Sum(string option, string? behind, params (string, float[])[] more) => Network(
        1,
        $$"""{ "type": "rnn", "hidden": 1, "bias": false, "activation": "identity"{{option}} }{{(behind is null ? "" : ", " + behind)}}""",
        [("weight_ih_l0", [1f]), ("weight_hh_l0", [0.5f]), .. more]);
}
