using System;
using System.Collections.Generic;
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
    private const int Deepest = 16;
    private const string Modules = "__torch__.torch.nn.modules.";
    private const double WholeAxis = 9e18;

    private static readonly string[] Idle = ["Dropout", "Dropout1d", "AlphaDropout", "FeatureAlphaDropout", "Identity"];
    private static readonly string[] Same = ["contiguous", "detach", "clone", "to", "float"];
    private static readonly Dictionary<string, string> Activations = new() { ["ReLU"] = "relu", ["Tanh"] = "tanh", ["Sigmoid"] = "sigmoid", ["Softsign"] = "softsign", ["relu"] = "relu", ["tanh"] = "tanh", ["sigmoid"] = "sigmoid", ["softsign"] = "softsign" };

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
        bool isUnderstood = chain.Called(module, "", [new Flow(0, FlowKind.Sequence, null)], 0) is Flow { Kind: not FlowKind.State } result && chain.IsNewest(result);
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
    /// <param name="Time">Which of its axes is time; null where that is not known.</param>
    private sealed record Flow(int Step, FlowKind Kind, int? Time) : Value;

    private sealed record Module(PickleObject Object, string Path) : Value;

    private sealed record Many(Value[] Items) : Value;

    private sealed record Number(double Amount) : Value;

    /// <summary>A function under its last name.</summary>
    private sealed record Function(string Name) : Value;

    /// <summary>None, or zeros to begin with.</summary>
    private sealed record Nothing : Value;

    private sealed record Other : Value;

    private bool IsNewest(Flow flow) => flow.Step == words.Count;

    private Flow Then(string word, Flow flow, FlowKind? kind = null, int? time = null)
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
        return new Flow(words.Count, kind ?? flow.Kind, time ?? flow.Time);
    }

    private Value? Called(PickleObject module, string path, IReadOnlyList<Value> arguments, int depth)
    {
        source.Budget.Visit(source, path);
        if (depth > Deepest || arguments is not [Flow input, ..] || !IsNewest(input) || !arguments.Skip(1).All(IsNothing))
        {
            return null;
        }
        string type = module.Type.Name;
        if (!module.Type.Module.StartsWith(Modules, StringComparison.Ordinal))
        {
            return Body(module.Type, "forward") is { } body ? Interpreted(module, path, body, input, depth) : null;
        }
        return type switch
        {
            "LSTM" or "GRU" or "RNN" when input.Kind == FlowKind.Sequence => Recurrent(module, path, input),
            "Linear" => Then($"dense={path}", input),
            "Embedding" when words.Count == 0 => Then($"embedding={path}", input),
            "BatchNorm1d" when input.Kind == FlowKind.Answer => Then($"norm={path}", input),
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
        var output = Then($"{kind}={path}", input, FlowKind.Sequence, first ? 1 : 0);
        bool isBothWays = module.Attributes.Find("weight_ih_l0_reverse") is not null;
        Value state = isBothWays ? new Other() : output with { Kind = FlowKind.State, Time = module.Attributes.Find("weight_ih_l1") is null ? 1 : null };
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
            case ScriptExpression.Literal:
                return new Other();
            case ScriptExpression.Many { Items: var items }:
                Value?[] all = [.. items.Select(item => Evaluate(item, names, depth))];
                return Array.Exists(all, item => item is null) ? null : new Many(all!);
            case ScriptExpression.Element { Of: var of, Place: ScriptExpression.Number { Value: var place } }:
                return Evaluate(of, names, depth) is Many { Items: var parts } && place >= 0 && place < parts.Length ? parts[(int)place] : null;
            case ScriptExpression.Member { Of: var of, Text: var name }:
                return IsLibrary(of) ? new Function(name) : Evaluate(of, names, depth) is Module module && module.Object.Attributes.Find(name) is PickleObject inner ? new Module(inner, Join(module.Path, name)) : new Other();
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

    // A function of PyTorch, applied to values of which some may be what flows through the network.
    private Value? Applied(string name, Value[] arguments)
    {
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
        double[] numbers = [.. arguments.Skip(1).TakeWhile(argument => argument is Number).Select(argument => ((Number)argument).Amount)];
        return name switch
        {
            // A dropout that is switched on always is none of these.
            _ when Same.Contains(name) || (name == "dropout" && numbers is [_] or [_, 0, ..]) => flow,
            "slice" when numbers is [] or [_] or [_, 0] or [_, 0, > WholeAxis] or [_, 0, > WholeAxis, 1] => flow,
            "select" when flow is { Kind: FlowKind.Sequence, Time: { } time } && numbers is [var axis, -1] && axis == time => Then("pool:last", flow, FlowKind.Answer),
            "select" when flow.Kind == FlowKind.State && numbers is [0, -1] => Then("pool:final", flow, FlowKind.Answer),
            "squeeze" when flow.Kind == FlowKind.State && flow.Time == 1 && numbers is [] or [0] => Then("pool:final", flow, FlowKind.Answer),
            "mean" when flow is { Kind: FlowKind.Sequence, Time: { } time } && arguments.ElementAtOrDefault(1) is Many { Items: [Number { Amount: var axis }] } && axis == time && !arguments.Skip(2).Any(IsFlowing) => Then("pool:mean", flow, FlowKind.Answer),
            "squeeze" or "unsqueeze" or "view" or "reshape" or "flatten" when flow.Kind == FlowKind.Answer => flow,
            "softmax" when numbers is [var axis, ..] && (axis == -1 || axis == (flow.Kind == FlowKind.Answer ? 1 : 2)) && flow.Kind != FlowKind.State => Then("activation:softmax", flow),
            _ when Activations.TryGetValue(name, out string? activation) && flow.Kind != FlowKind.State => Then("activation:" + activation, flow),
            _ => null,
        };
    }

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

    private static bool IsFlowing(Value value) => value is Flow or Module || (value is Many { Items: var items } && items.Any(IsFlowing));

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

    [GeneratedRegex(@"^  mode : Final\[str\] = ""RNN_(?<mode>TANH|RELU)""$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ScriptedMode();
}
