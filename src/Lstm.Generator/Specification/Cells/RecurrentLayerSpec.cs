using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>
/// A layer that carries a hidden state from step to step. A cell says what is its own; what all have in common, and what follows from
/// its gates and sums, is said here (docs/contributing/add-a-cell.md).
/// </summary>
/// <param name="Tensors">Prefix of the tensor names.</param>
/// <param name="Index">K in the names' ending <c>_lK</c>: how many recurrent layers with the same prefix come before this one.</param>
/// <param name="HiddenSize">Units H.</param>
/// <param name="Bias">Whether the sums have a bias.</param>
public abstract record RecurrentLayerSpec(string Tensors, int Index, int HiddenSize, bool Bias) : LayerSpec(Tensors)
{
    /// <summary>Which way through the sequence.</summary>
    public Direction Direction { get; init; }

    /// <summary>Whether a stream begins with a state from the weight file, <c>h0_lK</c> (and <c>c0_lK</c>), rather than with zeros.</summary>
    public bool InitialState { get; init; }

    /// <summary>What every gate's sum is limited to, [−Clip, Clip], before its activation (<c>clip</c> of the ONNX operators); null for no limit.</summary>
    public float? Clip { get; init; }

    /// <summary>What the cell is called, and its gates.</summary>
    public abstract CellType CellType { get; }

    /// <summary>The activation of each of <see cref="CellType.Gates"/>, in order.</summary>
    public abstract IReadOnlyList<ActivationSpec> GateActivations { get; }

    /// <summary>Whether there is a cell state beside the hidden state.</summary>
    public abstract bool HasCell { get; }

    /// <summary>Blocks of H rows in <c>weight_ih</c> and <c>weight_hh</c>, one letter each.</summary>
    public abstract string Blocks { get; }

    /// <summary>Values of the hidden state: H, or P where the layer projects it.</summary>
    public virtual int StateSize => HiddenSize;

    /// <summary>Whether <c>bias_ih</c> and <c>bias_hh</c> are more than their sum.</summary>
    public virtual bool HasTwoBiases => false;

    /// <summary>Activations of a unit in a step.</summary>
    internal virtual int ActivationsPerUnit => CellType.Gates.Count;

    /// <inheritdoc/>
    public sealed override LayerType Type => CellType;

    /// <inheritdoc/>
    public sealed override string Label =>
        $"{CellType.Name} {HiddenSize}{(Direction == Direction.Forward ? "" : " " + SpecVocabulary.Directions[(int)Direction])}{(InitialState ? " with initial state" : "")}{LabelOptions}";

    internal sealed override string HashLine
    {
        get
        {
            string[] names = [.. GateActivations.Select(SpecHash.Name)];
            string activations = names.Length == 1 ? names[0] : string.Join(" ", names.Select((name, k) => $"{CellType.Gates[k].Letter}={name}"));
            string direction = Direction == Direction.Forward ? "" : $" direction={SpecVocabulary.Directions[(int)Direction]}";
            return $"{CellType.Name} {HiddenSize} {HashBegin}bias={SpecHash.Flag(Bias)} {activations}{HashOptions}{direction}{(InitialState ? " initial" : "")}";
        }
    }

    /// <summary>Its own options at the end of a label, each with a space before it.</summary>
    protected virtual string LabelOptions => "";

    /// <summary>Its own options in the hash's line before the bias, with a space behind.</summary>
    private protected virtual string HashBegin => "";

    /// <summary>Options in the hash's line behind the activations, each with a space before it. Only those that a layer has: without them it keeps the line that it had before there were such options.</summary>
    private protected virtual string HashOptions => Clip is { } clip ? $" clip={SpecHash.Bits(clip)}" : "";

    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => Direction == Direction.Bidirectional ? 2 * StateSize : StateSize;

    /// <inheritdoc/>
    public sealed override IEnumerable<TensorShape> TensorShapes(int inputSize)
    {
        int rows = Blocks.Length * HiddenSize;
        TensorShape[] all =
        [
            new("weight_ih", rows, inputSize),
            new("weight_hh", rows, StateSize),
            .. Bias ? (TensorShape[])[new("bias_ih", rows), new("bias_hh", rows)] : [],
            .. OwnTensors(),
            .. InitialState ? (TensorShape[])[new("h0", StateSize), .. HasCell ? [new TensorShape("c0", HiddenSize)] : Array.Empty<TensorShape>()] : [],
        ];
        return TensorNames.Suffixes(this).SelectMany(suffix => all.Select(tensor => tensor with { Name = Tensors + tensor.Name + suffix }));
    }

    /// <summary>The activation of what a sum of the layout goes through.</summary>
    /// <param name="sum">Its letter.</param>
    public virtual ActivationSpec ActivationOf(char sum) => GateActivations[CellType.Gates.TakeWhile(gate => gate.Letter != sum).Count()];

    /// <summary>Its sums.</summary>
    internal abstract CellLayout Layout(CellSums sums);

    /// <summary>Tensors that other cells do not have, without prefix and suffix.</summary>
    private protected virtual IEnumerable<TensorShape> OwnTensors() => [];

    internal sealed override LayerFloats Floats(int inputSize)
    {
        int directions = TensorNames.Suffixes(this).Count;
        return new(
            Weights: directions * Footprint.DirectionFloats(this, inputSize),
            State: directions * StateFootprint.DirectionFloats(this, inputSize),
            Inside: StackFootprint.Cell(this)); // the next layer reads the hidden state where it stands
    }

    internal sealed override void Write(JsonMembers members, LayerWriter writer)
    {
        members.Add("hidden", HiddenSize);
        WriteOptions(members);
        bool single = CellType.Gates.Count == 1;
        if (single)
        {
            WriteActivations(members);
        }
        members
            .Add("direction", SpecVocabulary.Directions[(int)Direction], SpecVocabulary.Directions[0])
            .Add("clip", Clip)
            .Add("initialState", InitialState, otherwise: false)
            .Add("bias", Bias, otherwise: true)
            .Add("tensors", Tensors, otherwise: "");
        var activations = single ? new JsonMembers() : WriteActivations(new JsonMembers());
        if (!activations.Empty)
        {
            members.AddJson("activations", activations.OnOneLine());
        }
    }

    /// <summary>Adds its own options.</summary>
    private protected virtual void WriteOptions(JsonMembers members)
    {
    }

    private JsonMembers WriteActivations(JsonMembers members)
    {
        for (int k = 0; k < CellType.Gates.Count; k++)
        {
            members.Add(CellType.Gates[k].Property, GateActivations[k], CellType.Gates[k].Usual);
        }
        return members;
    }
}

/// <summary>Which way a recurrent layer goes through a sequence.</summary>
public enum Direction
{
    /// <summary>From the first time step to the last, as the samples come.</summary>
    Forward,

    /// <summary>From the last time step to the first; the result of a time step stands at that time step.</summary>
    Reverse,

    /// <summary>Both, with weights for each; a time step's result is the forward one, then the backward one.</summary>
    Bidirectional,

    /// <summary>From the last time step to the first, and the results in that order (<c>go_backwards</c> of Keras).</summary>
    Backwards,
}
