using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Goes through a graph with the algebra of cells instead of layers: finds the time steps of cells that are written out in it.</summary>
internal sealed class CellFinder(ModelSource source, OpsetRules opset, ConstantFolding folding)
{
    private readonly Dictionary<string, Symbol> symbols = [];
    private readonly Dictionary<(string, TimePick?), VectorSource> sources = [];
    private readonly Dictionary<string, int> ranks = [];
    private readonly Dictionary<string, long> widths = [];
    private readonly List<VectorSource> constants = [];
    private readonly HashSet<string> ofSample = [];

    /// <summary>Steps of LSTMs and GRUs.</summary>
    public List<CellStep> Steps { get; } = [];

    /// <summary>Functions of sums, among them the steps of RNNs.</summary>
    public List<AppliedFunction> Functions { get; } = [];

    /// <summary>Whose hidden state a vector is.</summary>
    public Dictionary<VectorSource, CellStep> HiddenOf { get; } = [];

    /// <summary>New cell states, and what they are made of.</summary>
    public Dictionary<VectorSource, CellUpdate> Updates { get; } = [];

    /// <summary>Steps by the new cell state that they use.</summary>
    public Dictionary<CellUpdate, CellStep> StepOf { get; } = [];

    /// <summary>Vectors put behind one another along an axis.</summary>
    public List<(CellValue Value, int Axis, IReadOnlyList<Factor> Parts)> Stacks { get; } = [];

    /// <summary>States of the loop whose body this is.</summary>
    public HashSet<string> States { get; } = [];

    /// <summary>What a value is; null for one that the algebra does not look into.</summary>
    public Symbol? Find(string name) => symbols.GetValueOrDefault(name);

    /// <summary>The constant that a value is; null for none.</summary>
    public Constant? Constant(string name) => (Find(name) as Symbol.Known)?.Value;

    /// <summary>How many axes a value has; −1 where that is not known.</summary>
    public int RankOf(string name) => Find(name) switch { Symbol.Known known => known.Value.Dims.Length, Symbol.Vector vector => vector.Rank, Symbol.Turned turned => turned.Of.Rank, _ => ranks.GetValueOrDefault(name, -1) };

    /// <summary>Whether the sample goes into a value.</summary>
    public bool IsOfSample(string name) => ofSample.Contains(name);

    public void Declare(string name, Symbol symbol) => symbols[name] = symbol;

    public void Declare(string name, int rank, bool isOfSample, long width = -1)
    {
        widths[name] = width;
        if (rank >= 0)
        {
            ranks[name] = rank;
        }
        if (isOfSample)
        {
            ofSample.Add(name);
        }
    }

    /// <summary>Sequences of which each iteration gets a place under another name.</summary>
    public Dictionary<string, string> Slices { get; } = [];

    /// <summary>Constants that are equal to one of another name, which stands for them.</summary>
    public Dictionary<string, string> Copies { get; } = [];

    /// <summary>A value that is one place of a sequence, in each iteration the next.</summary>
    public void DeclareSlice(string name, string sequence, int axis)
    {
        Slices[sequence] = name;
        Declare(name, RankOf(sequence) - 1, isOfSample: true);
        symbols[name] = new Symbol.Vector(Polynomial.Of(Source(sequence, new TimePick(axis, TimePick.Iteration))), RankOf(sequence) - 1, -1);
    }

    /// <summary>What is known of the values of a graph around another one.</summary>
    public CellFinder Within()
    {
        var inner = new CellFinder(source, opset, folding);
        foreach (var (name, symbol) in symbols)
        {
            inner.symbols[name] = symbol is Symbol.Known or Symbol.Length or Symbol.Sizes ? symbol : new Symbol.Opaque();
        }
        foreach (var (name, rank) in ranks)
        {
            inner.ranks[name] = rank;
        }
        foreach (var (name, vector) in symbols.Where(pair => pair.Value is Symbol.Vector))
        {
            inner.ranks[name] = ((Symbol.Vector)vector).Rank;
        }
        inner.ofSample.UnionWith(ofSample);
        return inner;
    }

    /// <summary>Takes the next node.</summary>
    public void Take(OnnxNode node, int place)
    {
        source.Budget.Visit(source, node.Place);
        if (node.Operator != "Shape" && node.Takes.Any(ofSample.Contains))
        {
            ofSample.UnionWith(node.Outputs);
        }
        Symbol?[] made;
        try
        {
            made = Symbols(node, place);
        }
        catch (ImportException) when (!source.Budget.IsExceeded)
        {
            made = []; // the walk through the graph says what is wrong with it
        }
        AddRanks(node);
        for (int k = 0; k < node.Outputs.Count && k < made.Length; k++)
        {
            if (node.Outputs[k].Length > 0 && made[k] is { } symbol)
            {
                symbols[node.Outputs[k]] = symbol;
            }
        }
    }

    // Of values that the algebra does not look into.
    private void AddRanks(OnnxNode node)
    {
        if (node.Operator == "Loop" && node.Graphs.FirstOrDefault() is { } body)
        {
            // Of outputs that are put behind one another there is an axis more than the body says.
            foreach (var (name, (result, k)) in node.Outputs.Zip(body.Outputs.Skip(1).Select((result, k) => (result, k))).Where(pair => pair.Second.result.Dims.Count > 0))
            {
                ranks.TryAdd(name, result.Dims.Count + (k < node.Inputs.Count - 2 ? 0 : 1));
            }
        }
        int[] of = [.. node.Inputs.Select(RankOf)];
        int first = of.FirstOrDefault(-1);
        int moved = (Constant(node.Input(1))?.Values.Length ?? node.Attributes.GetValueOrDefault("axes")?.Integers.Count) ?? -1;
        int rank = node.Operator switch
        {
            "LSTM" or "GRU" or "RNN" or "Loop" or "Scan" or "If" or "Expand" or "ConstantOfShape" or "Tile" => -1,
            "Gather" => first >= 0 && of.ElementAtOrDefault(1) >= 0 ? first + of[1] - 1 : -1,
            "Squeeze" => first >= 0 && moved > 0 ? first - moved : -1,
            "Unsqueeze" => first >= 0 && moved > 0 ? first + moved : -1,
            "Reshape" => moved,
            "Gemm" or "Flatten" => 2,
            _ => first,
        };
        foreach (string output in rank >= 0 ? node.Outputs : [])
        {
            ranks.TryAdd(output, rank);
        }
    }

    private Symbol?[] Symbols(OnnxNode node, int place)
    {
        string[] names = [.. node.Inputs];
        Symbol?[] inputs = [.. names.Select(name => name.Length == 0 ? null : Find(name))];
        bool isProduct = node.Operator is "MatMul" or "Gemm" && inputs is [Symbol.Known { Value.Dims: [.., _, _] }, ..]; // of an initial state
        if (!isProduct && names.Length == inputs.Count(input => input is Symbol.Known) + names.Count(name => name.Length == 0) && ConstantFolding.Knows(node.Operator))
        {
            return [.. folding.Compute(node, new NodeAttributes(source, node), [.. inputs.Select(input => (input as Symbol.Known)?.Value)]).Select(value => new Symbol.Known(value))];
        }
        var attributes = new NodeAttributes(source, node);
        string name = node.Outputs.Count > 0 ? node.Outputs[0] : "";
        switch (node.Operator)
        {
            case "Identity" or "Cast" or "Dropout" when names.Length > 0:
                return [inputs[0] ?? Vector(names[0])];
            case "Shape" when names.Length > 0:
                return [new Symbol.Sizes(names[0])];
            case "MatMul" when names.Length == 2 && inputs[1] is Symbol.Known { Value: { Dims.Length: 2 } matrix }:
                return [Product(names[0], matrix, false, 1)];
            case "Gemm" when names.Length >= 2 && inputs[1] is Symbol.Known { Value: { Dims.Length: 2 } matrix } && attributes.Integer("transA", 0) == 0 && inputs.ElementAtOrDefault(2) is null or Symbol.Known:
                var product = Product(names[0], matrix, attributes.Integer("transB", 0) != 0, attributes.Float("alpha", 1));
                return [inputs.ElementAtOrDefault(2) is Symbol.Known added ? product with { Value = product.Value.Plus(Bias(added.Value, attributes.Float("beta", 1)))! } : product];
            case "Add" or "Sub" or "Mul" or "Sum" when names.Length == 2:
                return [inputs is [Symbol.Counter counter, Symbol.Known { Value.Values: [var step] }] && node.Operator == "Add" ? counter with { Offset = counter.Offset + (long)step } : Combined(node.Operator, Operand(names[0], names[1], node.Operator), Operand(names[1], names[0], node.Operator), name, place)];
            case "Neg" when names.Length == 1:
                return [Vector(names[0]) is { } negated ? negated with { Value = negated.Value.Times(-1) } : null];
            case "Clip" when names.Length == 3 && inputs is [_, Symbol.Known { Value.Values: [0] }, Symbol.Known { Value.Values: [1] }]:
                return [Applied(name, place, new ActivationSpec(ActivationKind.HardSigmoid, 1, 0), Vector(names[0]))];
            case "Gather" when names.Length == 2:
                return [Gathered(names[0], inputs[0], inputs[1], (int)attributes.Integer("axis", 0))];
            case "Split" when names.Length > 0 && (inputs[0] is Symbol.Turned turned ? turned.Of : Vector(names[0])) is { } whole:
                return Split(node, attributes, inputs, whole);
            case "Slice" when names.Length > 0:
                return [Sliced(node, attributes, inputs)];
            case "Squeeze" or "Unsqueeze" or "Reshape" or "Transpose" when names.Length > 0:
                return [Moved(node, attributes, inputs)];
            case "Concat" when names.Length > 0:
                return [Joined(name, place, names, (int)attributes.RequiredInteger("axis"))];
            default:
                return [ForeignActivations.OnnxOperators.TryGetValue(node.Operator, out var function) && !function.Function.OfWholeLayer && names.Length == 1
                    ? Applied(name, place, function with { Alpha = attributes.Float("alpha", function.Alpha), Beta = attributes.Float("beta", function.Beta) }, Vector(names[0])) : null];
        }
    }

    /// <summary>A value as a vector: what is known of it, or a source of its own.</summary>
    private Symbol.Vector? Vector(string name) => Find(name) switch
    {
        Symbol.Vector vector => vector,
        Symbol.Known or Symbol.Counter or Symbol.Sizes or Symbol.Length or Symbol.Joined => null,
        _ => new Symbol.Vector(Polynomial.Of(Source(name)), RankOf(name), widths.GetValueOrDefault(name, -1)),
    };

    private VectorSource Source(string name, TimePick? pick = null, Polynomial? definition = null)
    {
        if (!sources.TryGetValue((name, pick), out var found))
        {
            sources[(name, pick)] = found = (pick is null && definition is null ? Equal(name) : null) ?? new VectorSource(name) { Rank = RankOf(name), Pick = pick, IsOfSample = IsOfSample(name), Definition = definition };
        }
        return found;
    }

    // Exporters write an initial state once for each place where it is taken.
    private VectorSource? Equal(string name)
    {
        if (Constant(name) is not { } constant)
        {
            return null;
        }
        if (constants.Find(one => Constant(one.Name) is { } other && other.Dims.SequenceEqual(constant.Dims) && other.Values.AsSpan().SequenceEqual(constant.Values)) is { } equal)
        {
            Copies.TryAdd(name, equal.Name);
            return equal;
        }
        constants.Add(new VectorSource(name) { Rank = constant.Dims.Length });
        return constants[^1];
    }

    private Symbol.Vector Product(string name, Constant matrix, bool isTransposed, double scale)
    {
        long outputs = matrix.Dims[isTransposed ? 0 : 1];
        Symbol.Vector[] parts = Find(name) switch
        {
            Symbol.Joined joined => joined.Parts,
            Symbol.Known => [new Symbol.Vector(Polynomial.Of(Source(name)), RankOf(name), -1)],
            _ => [Vector(name) ?? new Symbol.Vector(Polynomial.Of(Source(name)), RankOf(name), -1)],
        };
        LinearForm? sum = null;
        long before = 0;
        foreach (var part in parts)
        {
            // Of vectors put together each has its own rows of the matrix.
            var own = parts.Length == 1 ? matrix : Rows(matrix, isTransposed, before, part.Width);
            before += part.Width;
            var vector = part.Value.Only as VectorSource ?? Source(parts.Length == 1 ? name : part.Name ?? name, null, part.Value);
            sum = LinearForm.Sum(sum, new LinearForm([new LinearTerm(vector, own, isTransposed, 0, scale)], [], outputs));
        }
        return new Symbol.Vector(Polynomial.Of(sum!), parts[0].Rank, outputs);
    }

    private Constant Rows(Constant matrix, bool isTransposed, long start, long count)
    {
        if (count < 1)
        {
            throw source.Fault(null, "a part of unknown size", "known sizes");
        }
        return folding.Slice(matrix, isTransposed ? 1 : 0, start, count);
    }

    private static Polynomial Bias(Constant values, double scale) => values.Values.Length == 1 ? Polynomial.Of(scale * values.Values[0]) : Polynomial.Of(new LinearForm([], [new LinearBias(values, 0, scale)], values.Values.Length));

    // A constant is a number, a bias, or a state: one that is multiplied, or that something is subtracted from.
    private Symbol.Vector? Operand(string name, string other, string operation)
    {
        if (Find(name) is not Symbol.Known { Value: var constant })
        {
            return Vector(name);
        }
        bool isUniform = constant.Values.Length > 0 && constant.Values.All(value => value == constant.Values[0]);
        bool isState = constant.Dims.Length >= 2 && (operation == "Mul" || (operation == "Sub" && Find(other) is Symbol.Vector { Value.Only: AppliedFunction }));
        if (isUniform && !(isState && constant.Values[0] == 0))
        {
            return new Symbol.Vector(Polynomial.Of(constant.Values[0]), constant.Dims.Length, -1);
        }
        return new Symbol.Vector(isState ? Polynomial.Of(Source(name)) : Bias(constant, 1), constant.Dims.Length, constant.Dims.Length > 0 ? constant.Dims[^1] : 1);
    }

    private Symbol.Vector? Combined(string operation, Symbol.Vector? one, Symbol.Vector? other, string name, int place)
    {
        var value = (operation, one, other) switch
        {
            (_, null, _) or (_, _, null) => null,
            ("Mul", _, _) => one.Value.Times(other.Value),
            ("Sub", _, _) => one.Value.Plus(other.Value.Times(-1)),
            _ => one.Value.Plus(other.Value),
        };
        if (value is null or { Linear.IsPossible: false })
        {
            return null;
        }
        int rank = one!.Rank < 0 || other!.Rank < 0 ? -1 : Math.Max(one.Rank, other.Rank);
        var made = new Symbol.Vector(value, rank, Math.Max(one.Width, other!.Width)) { Name = name };
        var here = new CellValue(name, place) { Rank = rank };
        if (CellStep.CellUpdate(value) is { } update)
        {
            update.Value = here;
            var cell = new VectorSource(name) { Rank = rank, IsOfSample = true };
            Updates[cell] = update;
            return made with { Value = Polynomial.Of(cell) };
        }
        if ((CellStep.Lstm(value, Updates) ?? CellStep.Gru(value)) is { } step)
        {
            step.Hidden = here;
            if (step.Kind == "LSTM" && Updates.Values.FirstOrDefault(one => one.Forget == step.Functions[2] && one.Input == step.Functions[0]) is { } used)
            {
                step.Cell = used.Value;
                StepOf.TryAdd(used, step);
            }
            var hidden = new VectorSource(name) { Rank = rank, IsOfSample = true };
            HiddenOf[hidden] = step;
            Steps.Add(step);
            return made with { Value = Polynomial.Of(hidden) };
        }
        return made;
    }

    private Symbol.Vector? Applied(string name, int place, ActivationSpec function, Symbol.Vector? argument)
    {
        if (argument is null)
        {
            return null;
        }
        var applied = new AppliedFunction(name, place, function, argument.Value);
        Functions.Add(applied);
        return argument with { Value = Polynomial.Of(applied), Name = name };
    }

    private Symbol? Gathered(string name, Symbol? from, Symbol? index, int axis) => (from, index) switch
    {
        (Symbol.Sizes sizes, Symbol.Known { Value: { Values: [var at] } place }) when Find(sizes.Of) is Symbol.Vector { Width: > 0, Rank: > 0 } vector && (at < 0 ? at + vector.Rank : at) == vector.Rank - 1 => new Symbol.Known(new Constant(place.Dims, [vector.Width], IsWhole: true)),
        (Symbol.Sizes sizes, Symbol.Known { Value.Values: [var at] }) => new Symbol.Length(sizes.Of, (int)at),
        (Symbol.Turned { Of: { } of } turned, Symbol.Known { Value: { Values: [>= 0 and var at] } place }) when turned.Axis == (axis < 0 ? axis + of.Rank : axis) => Picked(of, axis, -1 - (long)at, keeps: place.Dims.Length > 0),
        (null or Symbol.Opaque or Symbol.Vector, Symbol.Known { Value: { Values: [var at] } place }) => Picked(Vector(name)!, axis, (long)at, keeps: place.Dims.Length > 0),
        (null or Symbol.Opaque or Symbol.Vector, Symbol.Counter { Offset: 0 } counter) => Picked(Vector(name)!, axis, TimePick.Iteration, keeps: counter.Rank > 0),
        _ => null,
    };

    // One place along an axis other than the last, of vectors that are whole so far.
    private Symbol.Vector? Picked(Symbol.Vector vector, int axis, long index, bool keeps)
    {
        int rank = vector.Rank;
        axis = axis < 0 ? axis + rank : axis;
        if (rank < 2 || axis < 0 || axis >= rank - 1 || vector.Value.AsLinear() is not { } form || form.Sources.Any(one => !one.IsOfSample || one.Pick is not null || one.Rank != rank || one.Definition is not null || HiddenOf.ContainsKey(one) || Updates.ContainsKey(one)))
        {
            return null;
        }
        var picked = form with { Terms = [.. form.Terms.Select(term => term with { Source = Source(term.Source.Name, new TimePick(axis, index)) })] };
        bool isPlain = vector.Value.Only is VectorSource;
        return new Symbol.Vector(isPlain ? Polynomial.Of(picked.Terms[0].Source) : Polynomial.Of(picked), keeps ? rank : rank - 1, vector.Width);
    }

    private static Symbol.Vector? Part(Symbol.Vector vector, long start, long count) => vector.Value.AsLinear() is { } form && count > 0 ? new Symbol.Vector(Polynomial.Of(form.Slice(start, count)), vector.Rank, count) : null;

    private Symbol?[] Split(OnnxNode node, NodeAttributes attributes, Symbol?[] inputs, Symbol.Vector whole)
    {
        int axis = (int)attributes.Integer("axis", 0), count = node.Outputs.Count;
        long[]? sizes = attributes.Integers("split")?.ToArray() ?? (inputs.ElementAtOrDefault(1) as Symbol.Known)?.Value.Longs;
        axis = axis < 0 ? axis + whole.Rank : axis;
        if (whole.Rank < 0 || (sizes is not null && sizes.Length != count))
        {
            return [];
        }
        if (axis == whole.Rank - 1 && inputs[0] is not Symbol.Turned)
        {
            if (sizes is null && (whole.Width < 1 || whole.Width % count != 0))
            {
                return [];
            }
            long start = 0;
            return [.. Enumerable.Range(0, count).Select(k => sizes?[k] ?? whole.Width / count).Select(size => Part(whole, (start += size) - size, size))];
        }
        bool isTurned = inputs[0] is Symbol.Turned;
        return (sizes is null || sizes.All(size => size == 1)) && (!isTurned || inputs[0] is Symbol.Turned { Axis: var of } && of == axis) ? [.. Enumerable.Range(0, count).Select(k => Picked(whole, axis, isTurned ? -1 - k : k, keeps: true))] : [];
    }

    private Symbol? Sliced(OnnxNode node, NodeAttributes attributes, Symbol?[] inputs)
    {
        long[]? Given(string name, int input) => attributes.Integers(name)?.ToArray() ?? (inputs.ElementAtOrDefault(input) as Symbol.Known)?.Value.Longs;
        long[]? starts = Given("starts", 1), ends = Given("ends", 2), axes = Given("axes", 3), steps = Given("steps", 4);
        if (starts is { Length: > 1 } && ends?.Length == starts.Length && axes?.Length == starts.Length && (steps is null || steps.All(step => step == 1)))
        {
            // Axes that are taken whole say nothing.
            int[] cut = [.. Enumerable.Range(0, starts.Length).Where(k => starts[k] != 0 || ends[k] < int.MaxValue)];
            (starts, ends, axes, steps) = ([.. cut.Select(k => starts[k])], [.. cut.Select(k => ends[k])], [.. cut.Select(k => axes[k])], null);
        }
        if (starts is not [var start] || ends is not [var end] || steps is not (null or [1] or [-1]))
        {
            return null;
        }
        if (steps is [-1])
        {
            return start == -1 && end < -int.MaxValue && axes is [var along] && Vector(node.Inputs[0]) is { Rank: > 1 } sequence && (along < 0 ? along + sequence.Rank : along) is var turned && turned < sequence.Rank - 1 ? new Symbol.Turned(sequence, (int)turned) : null;
        }
        if (inputs[0] is Symbol.Sizes sizes && end == start + 1)
        {
            return new Symbol.Length(sizes.Of, (int)start);
        }
        if (Vector(node.Inputs[0]) is not { Rank: > 0 } vector || axes is not (null or [_]))
        {
            return null;
        }
        long axis = axes is [var given] ? given < 0 ? given + vector.Rank : given : 0;
        if (axis == vector.Rank - 1)
        {
            long last = end < 0 ? vector.Width + end : Math.Min(end, vector.Width);
            return vector.Width > 0 && start >= 0 ? Part(vector, start, last - start) : null;
        }
        return end == start + 1 && start >= 0 ? Picked(vector, (int)axis, start, keeps: true) : null;
    }

    // The features stay last.
    private Symbol? Moved(OnnxNode node, NodeAttributes attributes, Symbol?[] inputs)
    {
        if (inputs[0] is Symbol.Counter counter)
        {
            return counter with { Rank = node.Operator == "Squeeze" ? 0 : 1 };
        }
        if (inputs[0] is Symbol.Length)
        {
            return inputs[0];
        }
        if (Vector(node.Inputs[0]) is not { Rank: >= 0 } vector)
        {
            return null;
        }
        int rank = vector.Rank;
        long[]? numbers = (inputs.ElementAtOrDefault(1) as Symbol.Known)?.Value.Longs ?? attributes.Integers(node.Operator == "Transpose" ? "perm" : "axes")?.ToArray();
        bool isWhole = vector.Value.Parts.Any(one => one is VectorSource { Pick: null } whole && whole.IsOfSample && !HiddenOf.ContainsKey(whole) && !Updates.ContainsKey(whole) && whole.Definition is null);
        switch (node.Operator)
        {
            case "Squeeze" when numbers is { Length: > 0 } && numbers.All(axis => axis != -1 && axis != rank - 1):
                return vector with { Rank = rank - numbers.Length };
            case "Unsqueeze" when numbers is { Length: > 0 } && numbers.All(axis => axis != -1 && axis < rank):
                return vector with { Rank = rank + numbers.Length };
            case "Reshape" when numbers is { Length: > 0 } && vector.Width > 0 && numbers[^1] == vector.Width && !isWhole:
                return vector with { Rank = numbers.Length };
            case "Transpose" when numbers is { Length: > 0 } && numbers[^1] == rank - 1 && !isWhole:
                return vector;
            default:
                return null;
        }
    }

    private Symbol.Joined? Joined(string name, int place, string[] names, int axis)
    {
        Symbol.Vector?[] parts = [.. names.Select(part => Constant(part) is { Dims: [_, .., var width] } state ? new Symbol.Vector(Polynomial.Of(Source(part)), state.Dims.Length, width) : Vector(part))];
        if (parts.Any(part => part is null or { Rank: < 1 } || part.Rank != parts[0]!.Rank))
        {
            return null;
        }
        int rank = parts[0]!.Rank;
        axis = axis < 0 ? axis + rank : axis;
        if (axis == rank - 1)
        {
            return parts.All(part => part!.Width > 0) ? new Symbol.Joined([.. parts.Select((part, k) => part! with { Name = names[k] })]) : null;
        }
        if (parts.All(part => part!.Value.Only is VectorSource or AppliedFunction))
        {
            Stacks.Add((new CellValue(name, place) { Rank = rank }, axis, [.. parts.Select(part => part!.Value.Only!)]));
        }
        return null;
    }
}

/// <summary>What a value is, as far as the algebra of cells needs to know.</summary>
internal abstract record Symbol
{
    /// <summary>A value that is known.</summary>
    public sealed record Known(Constant Value) : Symbol;

    /// <summary>A value that is not looked into.</summary>
    public sealed record Opaque : Symbol;

    /// <summary>A vector along the last axis.</summary>
    /// <param name="Value">What it is computed as.</param>
    /// <param name="Rank">How many axes it has; −1 where that is not known.</param>
    /// <param name="Width">How many values; −1 where that is not known.</param>
    public sealed record Vector(Polynomial Value, int Rank, long Width) : Symbol
    {
        public string? Name { get; init; }
    }

    /// <summary>Vectors behind one another.</summary>
    public sealed record Joined(Vector[] Parts) : Symbol;

    /// <summary>A sequence along an axis, the last place first.</summary>
    public sealed record Turned(Vector Of, int Axis) : Symbol;

    /// <summary>The number of the iteration of a loop, and a number added.</summary>
    /// <param name="Offset">The number added.</param>
    /// <param name="Rank">How many axes the value has.</param>
    public sealed record Counter(long Offset, int Rank) : Symbol;

    /// <summary>The sizes of a value.</summary>
    public sealed record Sizes(string Of) : Symbol;

    /// <summary>One of them.</summary>
    public sealed record Length(string Of, int Axis) : Symbol;
}
