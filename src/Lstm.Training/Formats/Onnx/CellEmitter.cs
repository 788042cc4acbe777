using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Writes a chain of steps as one operator, with nodes that turn axes before and behind it.</summary>
internal sealed class CellEmitter
{
    private static readonly string[] FunctionAttributes = ["activations", "activation_alpha", "activation_beta"];

    private readonly CellChain chain;
    private readonly OpsetRules opset;
    private readonly string prefix;
    private readonly List<OnnxNode> before = [];
    private readonly List<OnnxTensor> tensors = [];
    private CellEmitter? backward;
    private bool isHalf;

    private CellEmitter(CellChain chain, OpsetRules opset, string prefix, OnnxNode node)
    {
        (this.chain, this.opset, this.prefix, Node) = (chain, opset, prefix, node);
    }

    /// <summary>The operator.</summary>
    public OnnxNode Node { get; private set; }

    public CellChain Chain => chain;

    /// <summary>Its weights, by their names.</summary>
    public Dictionary<string, Constant> Constants { get; } = [];

    /// <summary>Values that say how many steps there are; each must be so many as the sequence has.</summary>
    public List<string> Lengths { get; } = [];

    /// <summary>The outputs of all steps, [time, batch, units].</summary>
    public string All => prefix + "all";

    /// <summary>An emitter; null where the operator has no such form.</summary>
    public static CellEmitter? Of(CellChain chain, CellFinder finder, OpsetRules opset, string prefix, CellEmitter? below, IReadOnlyDictionary<string, string>? initials = null)
    {
        if (Attributes(chain) is not { } attributes)
        {
            return null;
        }
        string[] weights = [prefix + "W", prefix + "R", prefix + "B"];
        var emitter = new CellEmitter(chain, opset, prefix, new OnnxNode(0, prefix + chain.Kind, chain.Kind, ["", .. weights], [prefix + "Y", prefix + "Y_h", prefix + "Y_c"], attributes));
        int gates = chain.Steps[0].Functions.Length;
        emitter.Constants[weights[0]] = new Constant([1, gates * chain.Units, chain.Inputs], chain.Weights.Input, false);
        emitter.Constants[weights[1]] = new Constant([1, gates * chain.Units, chain.Units], chain.Weights.Recurrent, false);
        emitter.Constants[weights[2]] = new Constant([1, 2 * gates * chain.Units], chain.Weights.Bias, false);
        foreach (var (name, constant) in emitter.Constants)
        {
            emitter.tensors.Add(Tensor(name, constant));
        }
        string? hidden = emitter.Initial(chain.Hidden, finder, initials), cell = emitter.Initial(chain.Cell, finder, initials), samples = below?.All ?? emitter.Samples(finder);
        if (hidden is null || cell is null || samples is null)
        {
            return null;
        }
        emitter.Node = emitter.Node with { Inputs = [samples, .. weights, "", hidden, cell, ""] };
        if (chain.Samples[0].Pick is { Index: >= 0 })
        {
            emitter.Lengths.Add(emitter.Whole("steps", chain.Steps.Count));
        }
        return emitter;
    }

    /// <summary>The operator with what it takes; of a pair, in the place of the forward half, both.</summary>
    public CellNodes Layer() => backward is not null ? Both(backward) : isHalf ? new([], []) : new([.. before, Node with { Inputs = [.. Node.Inputs, .. Lengths] }, Move("Squeeze", prefix + "Y", All, 1)], tensors);

    /// <summary>Says how many steps there are.</summary>
    public void AddLength(long steps) => Lengths.Add(Whole($"length{steps}", steps));

    /// <summary>Makes the two directions of one layer of two cells that go through the same sequence.</summary>
    public bool PairWith(CellEmitter other)
    {
        bool fits = backward is null && !isHalf && other.backward is null && !other.isHalf && !chain.IsReverse && other.chain.IsReverse && chain.Kind == other.chain.Kind && chain.Units == other.chain.Units && chain.Inputs == other.chain.Inputs
            && chain.Steps.Count == other.chain.Steps.Count && chain.Below is null && other.chain.Below is null && chain.Samples[0].Name == other.chain.Samples[0].Name && chain.Samples[0].Pick?.Axis == other.chain.Samples[0].Pick?.Axis
            && FunctionAttributes.Append("linear_before_reset").All(name => Same(Node.Attributes.GetValueOrDefault(name), other.Node.Attributes.GetValueOrDefault(name)))
            && Enumerable.Range(5, 2).All(state => (Node.Inputs[state].Length == 0) == (other.Node.Inputs[state].Length == 0));
        if (fits)
        {
            (backward, other.isHalf) = (other, true);
        }
        return fits;
    }

    /// <summary>Nodes that make the states after the last step, and the hidden states after the others.</summary>
    public void Override(GraphEdits edits)
    {
        var last = chain.Steps[^1];
        if (State(last.Hidden!.Name, last.Hidden.Rank, prefix + "Y_h") is { } hidden)
        {
            edits.Override(last.Hidden, hidden);
        }
        if (last.Cell is { } cell && State(cell.Name, cell.Rank, prefix + "Y_c") is { } state)
        {
            edits.Override(cell, state);
        }
    }

    /// <summary>Nodes that make a state after the last step: [1, batch, units] or [batch, units].</summary>
    public CellNodes? State(string name, int rank, string from) => rank switch
    {
        3 => new([new OnnxNode(0, name, "Identity", [from], [name], NoAttributes)], []),
        2 => Renamed(Move("Squeeze", from, name, 0)),
        _ => null,
    };

    public string FinalHidden => prefix + "Y_h";

    public string FinalCell => prefix + "Y_c";

    /// <summary>Nodes that make the outputs of all steps, with time along an axis.</summary>
    public CellNodes Sequence(string name, int rank, int axis) => (rank, axis) switch
    {
        (3, 1) => new([Turn(All, name)], []),
        (4, 0) => Renamed(Move("Unsqueeze", All, name, 1)),
        _ => new([new OnnxNode(0, name, "Identity", [All], [name], NoAttributes)], []),
    };

    private static bool Same(OnnxAttribute? one, OnnxAttribute? other) => one is null || other is null ? one == other
        : one.Integer == other.Integer && one.Texts.SequenceEqual(other.Texts) && one.Floats.SequenceEqual(other.Floats);

    private CellNodes Both(CellEmitter other)
    {
        var attributes = Node.Attributes.ToDictionary();
        attributes["direction"] = Blank("direction", 3) with { Text = "bidirectional" };
        foreach (string name in FunctionAttributes.Where(attributes.ContainsKey))
        {
            attributes[name] = attributes[name] with { Texts = [.. attributes[name].Texts, .. attributes[name].Texts], Floats = [.. attributes[name].Floats, .. attributes[name].Floats] };
        }
        var nodes = new List<OnnxNode>([.. before, .. other.before]);
        string[] inputs = [.. Node.Inputs.Select((input, k) => k == 0 || input.Length == 0 ? input : Together(input, other.Node.Inputs[k]))];
        nodes.Add(Node with { Inputs = [.. inputs, .. Lengths], Outputs = [prefix + "Y2", prefix + "Y2_h", prefix + "Y2_c"], Attributes = attributes });
        foreach (var (half, place) in new[] { (this, 0L), (other, 1L) })
        {
            nodes.Add(Half(prefix + "Y2", half.All, 1, Scalar($"half{place}", place)));
            nodes.Add(Half(prefix + "Y2_h", half.FinalHidden, 0, Whole($"halves{place}", place)));
            nodes.Add(Half(prefix + "Y2_c", half.FinalCell, 0, Whole($"halves{place}", place)));
        }
        return new([.. nodes], [.. tensors, .. other.tensors]);

        string Together(string one, string two)
        {
            string name = one + "2";
            nodes.Add(new OnnxNode(0, name, "Concat", [one, two], [name], new Dictionary<string, OnnxAttribute> { ["axis"] = Blank("axis", 2) }));
            return name;
        }

        OnnxNode Half(string from, string to, long axis, string index) => new(0, to, "Gather", [from, index], [to], new Dictionary<string, OnnxAttribute> { ["axis"] = Blank("axis", 2) with { Integer = axis } });
    }

    private static Dictionary<string, OnnxAttribute> NoAttributes => [];

    private static OnnxAttribute Blank(string name, int type) => new(name, type, 0, 0, "", null, [], [], []);

    private static OnnxTensor Tensor(string name, Constant constant) => new(name, constant.Dims, constant.IsWhole ? OnnxType.Int64 : OnnxType.Double) { Reals = constant.IsWhole ? [] : constant.Values, Wholes = constant.IsWhole ? constant.Longs : [] };

    private static Dictionary<string, OnnxAttribute>? Attributes(CellChain chain)
    {
        var step = chain.Steps[0];
        ActivationSpec[] functions = chain.Kind switch
        {
            "LSTM" => [step.Functions[0].Function, step.Functions[3].Function, step.Output],
            "GRU" => [step.Functions[0].Function, step.Functions[2].Function],
            _ => [step.Functions[0].Function],
        };
        string?[] names = [.. functions.Select(function => ForeignActivations.OnnxAttribute(function.Kind))];
        if (names.Contains(null))
        {
            return null;
        }
        var attributes = new Dictionary<string, OnnxAttribute>
        {
            ["hidden_size"] = Blank("hidden_size", 2) with { Integer = chain.Units },
            ["direction"] = Blank("direction", 3) with { Text = chain.IsReverse ? "reverse" : "forward" },
            ["activations"] = Blank("activations", 8) with { Texts = [.. names.OfType<string>()] },
        };
        float[] alphas = [.. functions.Where(function => function.Function.HasAlpha).Select(function => function.Alpha)], betas = [.. functions.Where(function => function.Function.HasBeta).Select(function => function.Beta)];
        if (alphas.Length > 0)
        {
            attributes["activation_alpha"] = Blank("activation_alpha", 6) with { Floats = alphas };
        }
        if (betas.Length > 0)
        {
            attributes["activation_beta"] = Blank("activation_beta", 6) with { Floats = betas };
        }
        if (chain.Kind == "GRU" && step.Reset is null)
        {
            attributes["linear_before_reset"] = Blank("linear_before_reset", 2) with { Integer = 1 };
        }
        return attributes;
    }

    // [1, batch, units]; "" for zeros, null where it lies otherwise.
    private string? Initial(VectorSource? state, CellFinder finder, IReadOnlyDictionary<string, string>? initials)
    {
        if (state is null)
        {
            return "";
        }
        string from = initials?.GetValueOrDefault(state.Name) ?? state.Name;
        if (finder.Constant(from) is { } constant)
        {
            if (constant.Values.All(value => value == 0))
            {
                return "";
            }
            string name = prefix + from;
            if (constant.Values.Length != chain.Units)
            {
                return null;
            }
            tensors.Add(Tensor(name, constant with { Dims = [1, 1, chain.Units] }));
            return name;
        }
        if (state.Pick is not null || state.Rank is not (2 or 3))
        {
            return null;
        }
        return state.Rank == 3 ? from : Moved("Unsqueeze", from, state == chain.Hidden ? "h" : "c", 0);
    }

    // [time, batch, values]; null where they lie otherwise.
    private string? Samples(CellFinder finder)
    {
        var first = chain.Samples[0];
        int rank = first.Rank < 0 ? finder.RankOf(first.Name) : first.Rank;
        switch (first.Pick, rank)
        {
            case ({ Axis: 0 }, 3) or (null, 3):
                return first.Name;
            case ({ Axis: 1 }, 3):
                before.Add(Turn(first.Name, prefix + "X"));
                return prefix + "X";
            case (null, 2):
                return Moved("Unsqueeze", first.Name, "X", 0);
            default:
                return null;
        }
    }

    private string Moved(string operation, string from, string to, long axis)
    {
        before.Add(Move(operation, from, prefix + to, axis));
        return prefix + to;
    }

    private OnnxNode Move(string operation, string from, string to, long axis)
    {
        if (opset.IsInput(operation, "axes"))
        {
            return new OnnxNode(0, to, operation, [from, Whole($"axis{axis}", axis)], [to], NoAttributes);
        }
        return new OnnxNode(0, to, operation, [from], [to], new Dictionary<string, OnnxAttribute> { ["axes"] = Blank("axes", 7) with { Integers = [axis] } });
    }

    private static OnnxNode Turn(string from, string to) => new(0, to, "Transpose", [from], [to], new Dictionary<string, OnnxAttribute> { ["perm"] = Blank("perm", 7) with { Integers = [1, 0, 2] } });

    // The constants that a node made late brings: those of the layer are there already.
    private CellNodes Renamed(OnnxNode node) => new([node], tensors.Where(tensor => node.Inputs.Contains(tensor.Name)).ToList());

    private string Scalar(string name, long value)
    {
        tensors.Add(Tensor(prefix + name, Constant.Of([value]) with { Dims = [] }));
        return prefix + name;
    }

    private string Whole(string name, long value)
    {
        string own = prefix + name;
        if (tensors.All(tensor => tensor.Name != own))
        {
            tensors.Add(Tensor(own, Constant.Of([value])));
        }
        return own;
    }
}
