using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch;

/// <summary>
/// What a scripted or traced module's own code makes of its modules: their order, and what stands between them, as --layers would say it. The code is read
/// as text, statement by statement. Whatever is not known here, a branch or a loop ends it, and the file's tensors are asked about instead.
/// </summary>
internal sealed partial class ScriptedChain
{
    private const int Deepest = 16, MostLayers = 64;
    private const string Modules = "__torch__.torch.nn.modules.";
    private const double WholeAxis = 9e18;
    private const string HardSigmoid = "hardSigmoid:0.16666667:0.5"; // x/6 + 1/2, from 0 to 1

    private static readonly string[] Idle = ["Dropout", "Dropout1d", "AlphaDropout", "FeatureAlphaDropout", "Identity"];
    private static readonly string[] Same = ["contiguous", "detach", "clone", "to", "float"];
    private static readonly Dictionary<string, string> Activations = new() { ["ReLU"] = "relu", ["Tanh"] = "tanh", ["Sigmoid"] = "sigmoid", ["Softsign"] = "softsign", ["relu"] = "relu", ["tanh"] = "tanh", ["sigmoid"] = "sigmoid", ["softsign"] = "softsign", ["Hardsigmoid"] = HardSigmoid, ["hardsigmoid"] = HardSigmoid };

    private readonly ModelSource source;
    private readonly Func<string, byte[]?> read;
    private readonly List<string> words = [];

    private ScriptedChain(ModelSource source, Func<string, byte[]?> read) => (this.source, this.read) = (source, read);

    /// <summary>The layers in the words of --layers; null where the code does not say.</summary>
    /// <param name="source">The file.</param>
    /// <param name="module">The module that was saved.</param>
    /// <param name="read">Reads a file of its code, by its path.</param>
    public static string? Of(ModelSource source, PickleObject module, Func<string, byte[]?> read)
    {
        var chain = new ScriptedChain(source, read);
        bool isUnderstood = chain.Called(module, "", [new Flow(0, FlowKind.Sequence, "abc")], 0) is Flow { Kind: not FlowKind.State, Leading: 0, Trailing: 0 } result && chain.IsNewest(result);
        return isUnderstood && chain.words.Count > 0 ? string.Join(", ", chain.words) : null;
    }

    private enum FlowKind
    {
        /// <summary>A value for each time step.</summary>
        Sequence,

        /// <summary>One for the whole sequence.</summary>
        Answer,

        /// <summary>The hidden states that the layers end with.</summary>
        State,
    }

    private abstract record Value;

    /// <param name="Step">How many words it is made by.</param>
    /// <param name="Kind">What it is.</param>
    /// <param name="Axes">What its axes are, a letter for each: B batch, T time, F features, L layers and directions, M batch and time together; small ones are not known yet.</param>
    private sealed record Flow(int Step, FlowKind Kind, string Axes) : Value
    {
        /// <summary>Of a state: how many layers and directions it has.</summary>
        public int Layers { get; init; }

        /// <summary>Of a state: whether its layers are bidirectional.</summary>
        public bool IsBothWays { get; init; }

        /// <summary>Zeros that were put before the beginning of time, for a convolution.</summary>
        public int Leading { get; init; }

        /// <summary>Time steps too many at the end, as a convolution padded on both sides leaves.</summary>
        public int Trailing { get; init; }

        /// <summary>Whether its axes can be these.</summary>
        public bool Lies(string axes) => Axes.Length == axes.Length && Axes.Zip(axes).All(pair => char.IsLower(pair.First) || pair.First == pair.Second);
    }

    /// <summary>The state that one direction of the last layer ends with.</summary>
    private sealed record Half(Flow Of, int Direction) : Value;

    /// <summary>A tensor that the module keeps beside its modules, such as a state to begin with.</summary>
    private sealed record Parameter : Value;

    private sealed record Text(string Letters) : Value;

    private sealed record Module(PickleObject Object, string Path) : Value;

    private sealed record Many(Value[] Items) : Value;

    private sealed record Number(double Amount) : Value;

    /// <summary>A function under its last name.</summary>
    private sealed record Function(string Name) : Value;

    /// <summary>None, or zeros to begin with.</summary>
    private sealed record Nothing : Value;

    private sealed record Other : Value;

    private bool IsNewest(Flow flow) => flow.Step == words.Count;

    private Flow Then(string word, Flow flow, FlowKind? kind = null, string? axes = null)
    {
        // A function behind a dense layer is the layer's own.
        if (word.StartsWith("activation:", StringComparison.Ordinal) && words.LastOrDefault() is { } last && last.StartsWith("dense=", StringComparison.Ordinal))
        {
            words[^1] = $"dense:{word["activation:".Length..]}{last["dense".Length..]}";
        }
        else
        {
            words.Add(word);
        }
        return new Flow(words.Count, kind ?? flow.Kind, axes ?? flow.Axes) { Layers = flow.Layers, IsBothWays = flow.IsBothWays };
    }

    private Value? Called(PickleObject module, string path, IReadOnlyList<Value> arguments, int depth)
    {
        source.Budget.Visit(source, path);
        if (depth > Deepest || arguments is not [Flow input, ..] || !IsNewest(input) || !arguments.Skip(1).All(argument => IsNothing(argument) || IsParameter(argument)))
        {
            return null;
        }
        string type = module.Type.Name;
        if (!module.Type.Module.StartsWith(Modules, StringComparison.Ordinal))
        {
            return Body(module.Type, "forward") is { } body ? Interpreted(module, path, body, input, depth) : null;
        }
        if (type == "Conv1d")
        {
            return Convolution(module, path, input);
        }
        if (input is not { Leading: 0, Trailing: 0 })
        {
            return null;
        }
        return type switch
        {
            "LSTM" or "GRU" or "RNN" when input.Kind == FlowKind.Sequence => Recurrent(module, path, input),
            "Linear" when char.IsLower(input.Axes[^1]) || input.Axes[^1] == 'F' => Then($"dense={path}", input, axes: input.Axes[..^1] + 'F'),
            "Embedding" when words.Count == 0 => Then($"embedding={path}", input, axes: "abF"),
            "LeakyReLU" when Slope(module) is { } slope => Then(FormattableString.Invariant($"activation:leakyRelu:{slope}"), input),
            "BatchNorm1d" when input.Kind == FlowKind.Answer || input.Lies("BFT") => Then($"norm={path}", input),
            "Sequential" => Sequential(module, path, input, depth),
            _ when Idle.Contains(type) => input,
            _ when Activations.TryGetValue(type, out string? activation) => Then("activation:" + activation, input),
            _ => null,
        };
    }

    private Value? Sequential(PickleObject module, string path, Flow input, int depth)
    {
        Value? value = input;
        foreach (var (key, inner) in module.Attributes.Entries)
        {
            value = inner is not PickleObject next || value is null ? value : Called(next, Join(path, key as string), [value], depth + 1);
        }
        return value;
    }

    // A scripted module answers (output, state); a traced one what the tracer saw of that, which its own code says.
    private Value? Recurrent(PickleObject module, string path, Flow input)
    {
        string code = Code(module.Type) ?? "";
        var traced = TracedCall().Match(code);
        bool isScripted = !traced.Success && ScriptedFlag().IsMatch(code);
        bool? isBatchFirst = traced.Success ? traced.Groups["first"].Value == "True" : isScripted ? ScriptedFlag().Match(code).Groups["first"].Value == "True" : null;
        if (isBatchFirst is not { } first)
        {
            return null;
        }
        string kind = module.Type.Name.ToLowerInvariant();
        if (kind == "rnn")
        {
            kind = code.Contains("torch.rnn_relu(", StringComparison.Ordinal) == code.Contains("torch.rnn_tanh(", StringComparison.Ordinal) ? ScriptedMode().Match(code) is { Success: true } mode ? $"rnn:{mode.Groups["mode"].Value.ToLowerInvariant()}" : "" : code.Contains("torch.rnn_relu(", StringComparison.Ordinal) ? "rnn:relu" : "rnn:tanh";
        }
        if (kind.Length == 0)
        {
            return null;
        }
        string axes = first ? "BTF" : "TBF";
        if (!input.Lies(axes))
        {
            return null;
        }
        var output = Then($"{kind}={path}", input, FlowKind.Sequence, axes);
        bool isBothWays = module.Attributes.Find("weight_ih_l0_reverse") is not null;
        int layers = Enumerable.Range(0, MostLayers).TakeWhile(layer => module.Attributes.Find(FormattableString.Invariant($"weight_ih_l{layer}")) is not null).Count();
        Value state = output with { Kind = FlowKind.State, Axes = "LBF", Layers = isBothWays ? 2 * layers : layers, IsBothWays = isBothWays };
        if (isScripted)
        {
            return new Many([output, kind == "lstm" ? new Many([state, new Other()]) : state]);
        }
        string[] targets = traced.Groups["targets"].Value.Split(',', StringSplitOptions.TrimEntries);
        string returned = traced.Groups["returned"].Value;
        return returned == targets[0] ? output : targets.Length > 1 && returned == targets[1] ? state : null;
    }

    private Value? Interpreted(PickleObject module, string path, (string[] Parameters, string[] Lines) body, Flow input, int depth)
    {
        if (body.Parameters is not [var self, var argument])
        {
            return null;
        }
        var names = new Dictionary<string, Value> { [self] = new Module(module, path), [argument] = input };
        foreach (string line in body.Lines)
        {
            var statement = Statement().Match(line);
            if (!statement.Success || ScriptExpression.Parse(statement.Groups["value"].Value) is not { } expression || Evaluate(expression, names, depth) is not { } value)
            {
                return null;
            }
            if (!statement.Groups["targets"].Success)
            {
                return value;
            }
            string[] targets = statement.Groups["targets"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (targets.Length == 1 && !statement.Groups["targets"].Value.Contains(',', StringComparison.Ordinal))
            {
                names[targets[0]] = value;
            }
            else if (value is Many { Items: var items } && items.Length == targets.Length)
            {
                for (int k = 0; k < items.Length; k++)
                {
                    names[targets[k]] = items[k];
                }
            }
            else
            {
                return null;
            }
        }
        return null;
    }

    private Value? Evaluate(ScriptExpression expression, Dictionary<string, Value> names, int depth)
    {
        source.Budget.Visit(source, "its code");
        switch (expression)
        {
            case ScriptExpression.Name { Text: "None" }:
                return new Nothing();
            case ScriptExpression.Name { Text: "True" or "False" } flag:
                return new Number(flag is ScriptExpression.Name { Text: "True" } ? 1 : 0);
            case ScriptExpression.Name { Text: var name }:
                return names.GetValueOrDefault(name) ?? new Other();
            case ScriptExpression.Number { Value: var amount }:
                return new Number(amount);
            case ScriptExpression.Literal { Value: var letters }:
                return new Text(letters);
            case ScriptExpression.Many { Items: var items }:
                Value?[] all = [.. items.Select(item => Evaluate(item, names, depth))];
                return Array.Exists(all, item => item is null) ? null : new Many(all!);
            case ScriptExpression.Element { Of: var of, Place: ScriptExpression.Number { Value: var place } }:
                return Evaluate(of, names, depth) is Many { Items: var parts } && place >= 0 && place < parts.Length ? parts[(int)place] : null;
            case ScriptExpression.Member { Of: var of, Text: var name }:
                return IsLibrary(of) ? new Function(name) : Attribute(Evaluate(of, names, depth), name);
            case ScriptExpression.Call { Function: ScriptExpression.Name { Text: "getattr" }, Arguments: [var owner, ScriptExpression.Literal { Value: var attribute }] }:
                return Evaluate(owner, names, depth) is Module { Object: var from, Path: var path } && from.Attributes.Find(attribute) is PickleObject found ? new Module(found, Join(path, attribute)) : null;
            case ScriptExpression.Call { Function: var function, Arguments: var given }:
                Value?[] arguments = [.. given.Select(item => Evaluate(item, names, depth))];
                if (Array.Exists(arguments, item => item is null))
                {
                    return null;
                }
                return function is ScriptExpression.Member { Of: var target, Text: "forward" or "forward__0" } && Evaluate(target, names, depth) is Module called
                    ? Called(called.Object, called.Path, arguments!, depth + 1)
                    : Applied(FunctionName(function, names), arguments!);
            default:
                return null;
        }
    }

    private static Value Attribute(Value? owner, string name) => owner is not Module module ? new Other() : module.Object.Attributes.Find(name) switch
    {
        PickleObject inner => new Module(inner, Join(module.Path, name)),
        PickleTensor => new Parameter(),
        _ => new Other(),
    };

    // A function of PyTorch, applied to values of which some may be what flows through the network.
    private Value? Applied(string name, Value[] arguments)
    {
        if (name is "cat" or "hstack" && arguments is [Many { Items: [Half { Direction: 0 } forward, Half { Direction: 1 } backward] }, ..] && forward.Of == backward.Of && IsNewest(forward.Of))
        {
            return arguments.Skip(1).All(axis => axis is Number { Amount: 1 or -1 }) ? Then("pool:final", forward.Of, FlowKind.Answer, "BF") : null;
        }
        if (arguments is [Parameter, ..])
        {
            return Same.Contains(name) || name is "expand" or "repeat" or "unsqueeze" ? arguments[0] : name is "size" or "dim" or "dtype" or "device" ? new Other() : null;
        }
        if (arguments is not [Flow flow, ..])
        {
            bool isFlowing = arguments.Any(IsFlowing);
            return isFlowing && name is not ("size" or "dim" or "dtype" or "device" or "len") ? null : name is "zeros" or "zeros_like" || (Same.Contains(name) && arguments is [Nothing, ..]) ? new Nothing() : new Other();
        }
        if (name is "size" or "dim" or "dtype" or "device" or "len" or "zeros_like")
        {
            return name == "zeros_like" ? new Nothing() : new Other();
        }
        if (!IsNewest(flow))
        {
            return null;
        }
        name = name.EndsWith("relu_", StringComparison.Ordinal) ? name[..^1] : name; // in place
        double[] numbers = [.. arguments.Skip(1).TakeWhile(argument => argument is Number).Select(argument => ((Number)argument).Amount)];
        return Arranged(name, flow, arguments, numbers) ?? (flow is { Leading: 0, Trailing: 0 } ? Computed(name, flow, arguments, numbers) : null);
    }

    // What computes nothing: axes in another order, zeros before the beginning, a dropout that is not switched on always.
    private static Flow? Arranged(string name, Flow flow, Value[] arguments, double[] numbers) => name switch
    {
        _ when Same.Contains(name) || (name == "dropout" && numbers is [_] or [_, 0, ..]) => flow,
        "slice" when numbers is [] or [_] or [_, 0] or [_, 0, > WholeAxis] or [_, 0, > WholeAxis, 1] => flow,
        "slice" when flow.Trailing > 0 && numbers is [var axis, 0, var end, ..] && numbers.Skip(3).All(step => step == 1) && end == -flow.Trailing && Letter(flow, axis) == 'T' => flow with { Trailing = 0 },
        "transpose" or "swapaxes" when numbers is [var one, var other] && Place(flow, one) is { } first && Place(flow, other) is { } second => flow with { Axes = Swapped(flow.Axes, first, second) },
        "permute" when arguments is [_, Many { Items: var order }] && order.All(axis => axis is Number) && order.Length == flow.Axes.Length && order.Select(axis => Place(flow, ((Number)axis).Amount)).ToArray() is var places && places.Distinct().Count() == places.Length && !places.Contains(null) =>
            flow with { Axes = string.Concat(places.Select(place => flow.Axes[place!.Value])) },
        "pad" or "constant_pad_nd" when flow is { Kind: FlowKind.Sequence, Leading: 0, Trailing: 0 } && flow.Lies("BFT") && arguments is [_, Many { Items: [Number { Amount: >= 0 and < int.MaxValue and var left }, Number { Amount: 0 }] }, ..] && arguments.Skip(2).All(more => more is Nothing or Text { Letters: "constant" } or Number { Amount: 0 }) =>
            flow with { Axes = "BFT", Leading = (int)left },
        _ => null,
    };

    private Value? Computed(string name, Flow flow, Value[] arguments, double[] numbers) => name switch
    {
        "select" when flow.Kind == FlowKind.Sequence && numbers is [var axis, -1] && Place(flow, axis) is { } place && (flow.Axes[place] == 'T' || flow.Axes == "MF") => Then("pool:last", flow, FlowKind.Answer, flow.Axes.Remove(place, 1)),
        "select" when flow.Kind == FlowKind.State && numbers is [var axis, var index] && Letter(flow, axis) == 'L' => EndOf(flow, index < 0 ? index + flow.Layers : index),
        "squeeze" when flow is { Kind: FlowKind.State, Layers: 1 } && (numbers is [] || (numbers is [var axis] && Letter(flow, axis) == 'L')) => Then("pool:final", flow, FlowKind.Answer, "BF"),
        "view" or "reshape" or "flatten" when flow is { Kind: FlowKind.State, Layers: 1, Axes: "LBF" } && (name == "flatten" ? numbers is [0, 1] : arguments is [_, Many { Items.Length: 2 }]) => Then("pool:final", flow, FlowKind.Answer, "BF"),
        "mean" when flow.Kind == FlowKind.Sequence && arguments.ElementAtOrDefault(1) is Many { Items: [Number { Amount: var axis }] } && Letter(flow, axis) == 'T' && !arguments.Skip(2).Any(IsFlowing) => Then("pool:mean", flow, FlowKind.Answer, flow.Axes.Remove(Place(flow, axis)!.Value, 1)),
        "squeeze" or "unsqueeze" or "view" or "reshape" or "flatten" when flow.Kind == FlowKind.Answer => flow,
        // Rows of all time steps, as dense layers take them, and back.
        "view" or "reshape" when flow is { Kind: FlowKind.Sequence, Axes: "BTF" or "TBF" } && arguments is [_, Many { Items: [_, _] }] => flow with { Axes = "MF" },
        "view" or "reshape" when flow is { Kind: FlowKind.Sequence, Axes: "MF" } && arguments is [_, Many { Items: [_, _, _] }] => flow with { Axes = "abF" },
        "softmax" when numbers is [var axis, ..] && Letter(flow, axis) is 'F' && flow.Kind != FlowKind.State => Then("activation:softmax", flow),
        "leaky_relu" when flow.Kind != FlowKind.State => Then(FormattableString.Invariant($"activation:leakyRelu:{(float)(numbers is [var slope, ..] ? slope : 0.01)}"), flow),
        _ when Activations.TryGetValue(name, out string? activation) && flow.Kind != FlowKind.State => Then("activation:" + activation, flow),
        _ => null,
    };

    // A layer's or direction's final state, of those of all layers.
    private Value? EndOf(Flow state, double index) => !state.IsBothWays && index == state.Layers - 1 ? Then("pool:final", state, FlowKind.Answer, "BF")
        : state.IsBothWays && index - (state.Layers - 2) is 0 or 1 ? new Half(state, (int)index - (state.Layers - 2)) : null;

    // A convolution is causal with as many zeros before the beginning as it reaches back, or with so many on both sides of which those behind are cut off.
    private Flow? Convolution(PickleObject module, string path, Flow input)
    {
        var settings = ConvolutionCall().Match(Code(module.Type) ?? "");
        if (!settings.Success || input is not { Kind: FlowKind.Sequence, Trailing: 0 } || !input.Lies("BFT") || module.Attributes.Find("weight") is not PickleTensor { Size: [_, _, > 0 and < int.MaxValue and var kernel] })
        {
            return null;
        }
        int One(string name) => int.TryParse(settings.Groups[name].Value, out int number) ? number : -1;
        long reach = (kernel - 1) * One("dilation");
        bool isCausal = input.Leading == reach && One("pad") == 0, isCut = input.Leading == 0 && One("pad") == reach && reach > 0;
        return One("stride") == 1 && One("groups") is 1 or -1 && One("dilation") > 0 && (isCausal || isCut) ? Then($"conv1d/{One("dilation")}={path}", input, axes: "BFT") with { Trailing = isCut ? (int)reach : 0 } : null;
    }

    private float? Slope(PickleObject module) => SlopeNumber().Match(Code(module.Type) ?? "") is { Success: true } found && float.TryParse(found.Groups["slope"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out float slope) ? slope : null;

    private static int? Place(Flow flow, double axis) => (axis < 0 ? axis + flow.Axes.Length : axis) is var place && place >= 0 && place < flow.Axes.Length && place == Math.Floor(place) ? (int)place : null;

    private static char? Letter(Flow flow, double axis) => Place(flow, axis) is { } place ? flow.Axes[place] : null;

    private static string Swapped(string axes, int first, int second) => string.Concat(axes.Select((axis, k) => k == first ? axes[second] : k == second ? axes[first] : axis));

    // The last word: torch.relu, or a function of torch.nn.functional, which may have been given a name before.
    private static string FunctionName(ScriptExpression function, Dictionary<string, Value> names) => function switch
    {
        ScriptExpression.Member { Of: var of, Text: var text } when IsLibrary(of) => text,
        ScriptExpression.Name { Text: var text } => names.GetValueOrDefault(text) is Function given ? given.Name : text,
        _ => "",
    };

    private static bool IsLibrary(ScriptExpression expression) => expression switch
    {
        ScriptExpression.Name { Text: "torch" or "__torch__" or "ops" } => true,
        ScriptExpression.Member { Of: var of } => IsLibrary(of),
        _ => false,
    };

    private static bool IsNothing(Value value) => value is Nothing || (value is Many { Items: var items } && items.All(IsNothing));

    private static bool IsParameter(Value value) => value is Parameter || (value is Many { Items: var items } && items.All(IsParameter));

    private static bool IsFlowing(Value value) => value is Flow or Half or Module || (value is Many { Items: var items } && items.Any(IsFlowing));

    private static string Join(string path, string? name) => path.Length == 0 ? name ?? "" : $"{path}.{name}";

    private string? Code(PickleGlobal type)
    {
        string file = type.Module.Replace('.', '/') + ".py";
        if (read(file) is not { } bytes)
        {
            return null;
        }
        string text = Encoding.UTF8.GetString(bytes);
        int start = ("\n" + text).IndexOf($"\nclass {type.Name}(", StringComparison.Ordinal);
        int end = start < 0 ? -1 : text.IndexOf("\nclass ", start + 1, StringComparison.Ordinal);
        return start < 0 ? null : end < 0 ? text[start..] : text[start..end];
    }

    private (string[] Parameters, string[] Lines)? Body(PickleGlobal type, string method)
    {
        if (Code(type) is not { } code || Definition().Matches(code).FirstOrDefault(one => one.Groups["name"].Value == method) is not { } definition)
        {
            return null;
        }
        string[] parameters = [.. definition.Groups["parameters"].Value.Split(',').Select(parameter => parameter.Split(':')[0].Trim())];
        return (parameters, [.. code[(definition.Index + definition.Length)..].Split('\n').TakeWhile(line => line.Length == 0 || line.StartsWith("    ", StringComparison.Ordinal)).Where(line => line.Length > 0)]);
    }

    [GeneratedRegex(@"^  def (?<name>\w+)\((?<parameters>[^()]*)\) -> [^\n]*:\n", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Definition();

    [GeneratedRegex(@"^    (return |(?<targets>\w+(, \w+)*,?) = )(?<value>.+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Statement();

    [GeneratedRegex(@"^    (?<targets>\w+(, \w+)*),? = torch\.(lstm|gru|rnn_tanh|rnn_relu)\([^\n]*, (?<first>True|False)\)\n    return (?<returned>\w+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex TracedCall();

    [GeneratedRegex(@"^  batch_first : Final\[bool\] = (?<first>True|False)$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ScriptedFlag();

    [GeneratedRegex(@"torch\.(_convolution|conv1d)\(\w+, \w+, \w+, \[(?<stride>[0-9]+)\], \[(?<pad>[0-9]+)\], \[(?<dilation>[0-9]+)\](, (False, \[0\], )?(?<groups>[0-9]+))?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ConvolutionCall();

    [GeneratedRegex(@"(torch\.leaky_relu_?\(\w+, |negative_slope : Final\[float\] = )(?<slope>[-+.e0-9]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex SlopeNumber();

    [GeneratedRegex(@"^  mode : Final\[str\] = ""RNN_(?<mode>TANH|RELU)""$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ScriptedMode();
}
