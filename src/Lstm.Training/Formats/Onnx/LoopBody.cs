using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>The body of a Loop or Scan, as time steps of cells.</summary>
internal sealed class LoopBody(ModelSource source, OpsetRules opset, ConstantFolding folding, OnnxNode node, CellFinder outer)
{
    private readonly List<string> lengths = [];
    private readonly List<double> numbers = [], loose = [];
    private readonly Dictionary<string, string> initials = [];
    private readonly Dictionary<string, Constant> given = [];
    private OnnxGraph body = new([], [], [], []);
    private CellChains? order;
    private Dictionary<string, OnnxNode> makers = [];
    private int states, before;

    /// <summary>The Loop or Scan.</summary>
    public OnnxNode Node { get; } = node;

    public IReadOnlyList<OnnxNode> Nodes => body.Nodes;

    public CellFinder Finder { get; } = outer.Within();

    /// <summary>Its cells; where it has several, each takes what the one before makes.</summary>
    public IReadOnlyList<CellChain> Chains { get; private set; } = [];

    /// <summary>Why it is not what it should be; null where it is.</summary>
    public string? Problem { get; private set; }

    /// <summary>What a state of the body begins with.</summary>
    public IReadOnlyDictionary<string, string> Initials => initials;

    private bool IsScan => Node.Operator == "Scan";

    public void Fail(string problem) => Problem ??= problem;

    /// <summary>Values of the first iteration that are known.</summary>
    public Dictionary<string, Constant> Given() => new(given);

    /// <summary>Goes through the body.</summary>
    public bool Read()
    {
        if (Node.Attributes.GetValueOrDefault("body")?.Graph is not { } graph)
        {
            Fail("it has no body");
            return false;
        }
        body = graph;
        makers = body.Nodes.SelectMany(one => one.Outputs.Select(output => (output, one))).DistinctBy(pair => pair.output).ToDictionary(pair => pair.output, pair => pair.one);
        foreach (var tensor in body.Initializers.DistinctBy(tensor => tensor.Name))
        {
            Finder.Declare(tensor.Name, new Symbol.Known(folding.Decode(tensor)));
        }
        if (!(IsScan ? DeclareScan() : DeclareLoop()))
        {
            return false;
        }
        for (int place = 0; place < body.Nodes.Count; place++)
        {
            Finder.Take(body.Nodes[place], place);
        }
        if (!IsScan)
        {
            AddCondition(body.Outputs[0].Name);
            if (Problem is null && lengths.Count + numbers.Count == 0)
            {
                Fail("nothing says how often it goes round");
            }
            if (loose.Exists(most => !numbers.Exists(number => number <= most + 1)))
            {
                Fail("what limits it is compared before it is counted, and nothing else limits it to the same");
            }
        }
        order = new CellChains(Finder, place => source.Budget.CheckTime(source, place));
        Chains = order.Build();
        if (Chains.Count == 0)
        {
            Fail("its body is no time step of an LSTM, GRU or RNN");
        }
        return Problem is null;
    }

    /// <summary>Whether a cell's states are handed on as they should be, and how many steps there are.</summary>
    public bool Connect(CellEmitter emitter)
    {
        var chain = emitter.Chain;
        bool hasHidden = chain.Hidden is { } hidden && Next(hidden.Name) is { } next && order!.StepOf(next) == chain.Steps[0];
        bool hasCell = chain.Cell is not { } cell || (Next(cell.Name) is VectorSource after && after.Name == chain.Steps[0].Cell?.Name);
        emitter.Lengths.AddRange(lengths);
        foreach (double number in numbers)
        {
            emitter.AddLength((long)number);
        }
        return hasHidden && hasCell;
    }

    /// <summary>Nodes that make the node's outputs of the cells' operators.</summary>
    public IEnumerable<CellNodes> Results(IReadOnlyDictionary<CellChain, CellEmitter> emitted)
    {
        for (int k = 0; k < Node.Outputs.Count && before + k < body.Outputs.Count; k++)
        {
            string name = Node.Outputs[k], inner = body.Outputs[before + k].Name;
            var made = (Finder.Find(inner) as Symbol.Vector)?.Value.Only;
            int rank = Finder.RankOf(inner);
            var ofHidden = order!.StepOf(made) is { } step ? emitted.FirstOrDefault(pair => pair.Key.Steps[0] == step).Value : null;
            var ofCell = made is VectorSource cell ? emitted.FirstOrDefault(pair => pair.Key.Steps[0].Cell?.Name == cell.Name).Value : null;
            if (name.Length == 0)
            {
                continue;
            }
            CellNodes? nodes = k >= states ? rank is 2 or 3 && ofHidden is not null ? ofHidden.Sequence(name, rank + 1, 0) : null
                : ofHidden is not null ? ofHidden.State(name, rank, ofHidden.FinalHidden)
                : ofCell?.State(name, rank, ofCell.FinalCell);
            if (nodes is not null)
            {
                yield return nodes;
            }
            else if (k >= states)
            {
                Fail($"its body outputs {ModelSource.Quote(inner)}, which is not the hidden state of its cell");
            }
        }
    }

    private Factor? Next(string state)
    {
        int place = body.Inputs.Select(input => input.Name).ToList().IndexOf(state) - (IsScan ? 0 : 2);
        return place >= 0 && place < states ? (Finder.Find(body.Outputs[before + place].Name) as Symbol.Vector)?.Value.Only : null;
    }

    private bool DeclareLoop()
    {
        (states, before) = (Node.Inputs.Count - 2, 1);
        if (states < 1 || body.Inputs.Count != states + 2 || body.Outputs.Count < states + 1)
        {
            Fail("its inputs and those of its body do not go together");
            return false;
        }
        Finder.Declare(body.Inputs[0].Name, new Symbol.Counter(0, 0));
        given[body.Inputs[0].Name] = new Constant([], [0], true);
        given[body.Inputs[1].Name] = new Constant([], [1], true);
        for (int k = 0; k < states; k++)
        {
            string name = body.Inputs[k + 2].Name, initial = Node.Inputs[k + 2];
            if (outer.Constant(initial) is { Values: [0] } zero && CountsUp(name, body.Outputs[k + 1].Name))
            {
                Finder.Declare(name, new Symbol.Counter(0, zero.Dims.Length));
                given[name] = zero;
            }
            else if (outer.Constant(initial) is { } constant && IsKept(name, body.Outputs[k + 1].Name))
            {
                Finder.Declare(name, new Symbol.Known(constant)); // weights that are handed round
            }
            else
            {
                DeclareState(name, initial, body.Inputs[k + 2].Dims.Count);
            }
        }
        if (Node.Inputs[0].Length > 0 && outer.Constant(Node.Inputs[0]) is not { Values: [>= SampleLayout.OpenTime] })
        {
            lengths.Add(Node.Inputs[0]);
        }
        return true;
    }

    private bool DeclareScan()
    {
        int scans = (int)(Node.Attributes.GetValueOrDefault("num_scan_inputs")?.Integer ?? 0);
        (states, before) = (Node.Inputs.Count - scans, 0);
        IReadOnlyList<long> axes = Node.Attributes.GetValueOrDefault("scan_input_axes")?.Integers ?? [];
        string[] turned = ["scan_input_directions", "scan_output_directions", "scan_output_axes"];
        if (scans < 1 || states < 1 || body.Inputs.Count != Node.Inputs.Count || body.Outputs.Count < states || opset.ScanHasBatch || turned.Any(name => Node.Attributes.GetValueOrDefault(name)?.Integers.Any(value => value != 0) == true))
        {
            Fail("it goes backwards, puts its outputs along another axis than the first, or its inputs and those of its body do not go together");
            return false;
        }
        for (int k = 0; k < states; k++)
        {
            DeclareState(body.Inputs[k].Name, Node.Inputs[k], body.Inputs[k].Dims.Count);
        }
        for (int k = 0; k < scans; k++)
        {
            string sequence = Node.Inputs[states + k];
            if (outer.RankOf(sequence) < 2)
            {
                Fail($"how many axes {ModelSource.Quote(sequence)} has is not known");
                return false;
            }
            long axis = axes.Count > k ? axes[k] : 0;
            Finder.DeclareSlice(body.Inputs[states + k].Name, sequence, (int)(axis < 0 ? axis + outer.RankOf(sequence) : axis));
        }
        return true;
    }

    private void DeclareState(string name, string initial, int rank)
    {
        Finder.Declare(name, outer.RankOf(initial) is >= 0 and var known ? known : rank, isOfSample: false);
        Finder.States.Add(name);
        initials[name] = initial;
    }

    private bool CountsUp(string state, string next)
    {
        while (makers.TryGetValue(next, out var passing) && passing.Operator == "Identity")
        {
            next = passing.Inputs[0];
        }
        return makers.TryGetValue(next, out var add) && add.Operator == "Add" && add.Inputs.Count == 2 && add.Inputs.Contains(state) && add.Inputs.Any(input => input != state && IsOne(input));
    }

    private bool IsOne(string name) => (Finder.Constant(name) ?? (makers.TryGetValue(name, out var maker) && maker.Operator == "Constant" ? folding.Compute(maker, new NodeAttributes(source, maker), [])[0] : null)) is { Values: [1] };

    // It is repeated while a count is below one or several numbers.
    private void AddCondition(string name)
    {
        var open = new Stack<string>([name]);
        while (open.TryPop(out string? one))
        {
            if (Finder.Constant(one) is { Values: [not 0] } || one == body.Inputs[1].Name)
            {
                continue;
            }
            makers.TryGetValue(one, out var maker);
            switch (maker?.Operator)
            {
                case "Identity" or "Cast" or "Squeeze" or "Unsqueeze" or "Reshape":
                    open.Push(maker.Inputs[0]);
                    break;
                case "And":
                    open.Push(maker.Inputs[0]);
                    open.Push(maker.Inputs[1]);
                    break;
                case "Less" when Finder.Find(maker.Inputs[0]) is Symbol.Counter { Offset: 0 or 1 } counter && Finder.Constant(maker.Inputs[1]) is { Values: [var most] }:
                    (counter.Offset == 1 ? numbers : loose).Add(most);
                    break;
                case "Less" when Finder.Find(maker.Inputs[0]) is Symbol.Counter { Offset: 1 } && Outer(maker.Inputs[1]) is { } number:
                    lengths.Add(number);
                    break;
                case "Greater" when Finder.Find(maker.Inputs[1]) is Symbol.Counter { Offset: 1 } && Outer(maker.Inputs[0]) is { } number:
                    lengths.Add(number);
                    break;
                default:
                    Fail($"whether it is repeated depends on {(maker is null ? ModelSource.Quote(one) : maker.Place)}, and not on the number of time steps alone");
                    return;
            }
        }
    }

    // A value of the graph around it, also where it is handed on as a state that never changes.
    private string? Outer(string name)
    {
        while (makers.TryGetValue(name, out var maker))
        {
            if (maker.Operator is not ("Identity" or "Cast" or "Squeeze" or "Unsqueeze"))
            {
                return null;
            }
            name = maker.Inputs[0];
        }
        int place = body.Inputs.Select(input => input.Name).ToList().IndexOf(name) - 2;
        if (place == -3)
        {
            return body.Initializers.Any(tensor => tensor.Name == name) ? null : name;
        }
        string next = place >= 0 ? body.Outputs[place + 1].Name : "";
        return place >= 0 && IsKept(name, next) ? Node.Inputs[place + 2] : null;
    }

    private bool IsKept(string state, string next) => next == state || (makers.TryGetValue(next, out var passing) && passing.Operator == "Identity" && passing.Inputs[0] == state);
}
