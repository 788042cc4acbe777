using System;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data;
using Lstm.Training.Data.Preparation;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Losses;

namespace Lstm.Training.Runs;

/// <summary>Refuses a spec and data that do not go together, in words.</summary>
internal static class FitCheck
{
    private const int MostNamed = 12;

    /// <summary>What goes in and what comes out must be as many as the spec says.</summary>
    /// <param name="path">What messages call the network: its spec, or where it has learnt already its weights.</param>
    /// <param name="spec">The network.</param>
    /// <param name="data">The data.</param>
    /// <param name="isTrained">Whether it has learnt already, so that its spec cannot be another.</param>
    public static void Require(string path, ModelSpec spec, DataSet data, bool isTrained = false)
    {
        if (data.Classes.Count == 1)
        {
            throw new RunException($"All targets are of one class, {Wording.Quote(data.Classes[0])}: there is nothing to classify.");
        }
        RequireInputs(path, spec, data, isTrained);
        RequireOutputs(path, spec, data);
        if (data.Vocabulary is not null && spec.NeedsWholeSequence)
        {
            throw new RunException($"{path}: the network is to predict the next token, and a layer that is not \"forward\" would see that token. Remove its \"direction\".");
        }
        if (spec.Pools && data.Train.Any(sequence => sequence.Classes.Length > 1 || sequence.Targets.Length > spec.OutputSize))
        {
            throw new RunException($"{path}: the network pools its time steps into one result of a sequence, and the data has a target at every step; {(data.Vocabulary is null ? "use --at last, or remove the \"pool\" layer" : "remove the \"pool\" layer")}.");
        }
    }

    /// <summary>What goes in must be as many as the spec says.</summary>
    /// <param name="path">What messages call the network: its spec, or where it has learnt already its weights.</param>
    /// <param name="spec">The network.</param>
    /// <param name="data">The data.</param>
    /// <param name="isTrained">Whether it has learnt already, so that its spec cannot be another.</param>
    public static void RequireInputs(string path, ModelSpec spec, DataSet data, bool isTrained = false)
    {
        if (spec.Layers[0] is EmbeddingLayerSpec embedding && data.Vocabulary is not null)
        {
            if (data.InputSize > embedding.Rows)
            {
                throw new RunException($"{path}: the embedding has {Counted.Of(embedding.Rows, "row")}, the data has {data.InputSize} different tokens; write \"rows\": {data.InputSize}.");
            }
            return;
        }
        if (spec.InputSize != data.InputSize)
        {
            if (spec.Inputs.Count > 1)
            {
                string inputs = string.Join(", ", spec.Inputs.Select(input => $"{input.Name} {input.Size}"));
                throw new RunException($"{path}: the inputs of the network take {Counted.Of(spec.InputSize, "value")} ({inputs}, in this order), the data has {data.InputSize} ({Counted.Some(data.InputNames, MostNamed)}); choose columns with --inputs, and with --categorical those of names, which stand behind the numbers.");
            }
            string what = data.Vocabulary is null ? $"({Counted.Some(data.InputNames, MostNamed)})" : "different tokens";
            string advice = isTrained ? "choose columns with --inputs" : data.Vocabulary is null ? $"write \"input\": {data.InputSize}, or choose columns with --inputs" : $"write \"input\": {data.InputSize}";
            throw new RunException($"{path}: the network takes {Counted.Of(spec.InputSize, "input")}, the data has {data.InputSize} {what}; {advice}.");
        }
        RequireTokens(path, spec, data.InOwnUnits);
    }

    /// <summary>Where an embedding takes a column of numbers, each must be the index of a row; of names they are.</summary>
    private static void RequireTokens(string path, ModelSpec spec, DataSet data)
    {
        var tokens = spec.TokenColumns;
        foreach (var sequence in data.Parts.SelectMany(one => one.Sequences))
        {
            for (int t = 0; t < sequence.Length && tokens.Count > 0; t++)
            {
                if (TokenCheck.Fault(tokens, sequence.Inputs.AsSpan(t * spec.InputSize, spec.InputSize), data.InputNames, sequence.Whole ?? sequence.Id, sequence.Steps?[t] ?? t + 1) is { } fault)
                {
                    throw new RunException($"{path}: {fault}.");
                }
            }
        }
    }

    /// <summary>Of a detector the layers before the score must forecast numbers of the data as they are, not calendars or categories.</summary>
    /// <param name="path">What messages call the network.</param>
    /// <param name="forecast">The layers before the score.</param>
    /// <param name="data">The data.</param>
    public static void RequireDetector(string path, ModelSpec forecast, DataSet data)
    {
        RequireInputs(path, forecast, data, isTrained: false);
        if (forecast.OutputSize != data.OutputSize)
        {
            throw new RunException($"{path}: the score compares {Counted.Of(forecast.OutputSize, "value")}, and {data.OutputSize} of the data's {Counted.Of(data.InputSize, "input")} can be forecast ({Counted.Some(data.OutputNames, MostNamed)}); lstm new {path} --input {data.InputSize} --output {data.OutputSize} --task anomaly writes a spec for them.");
        }
    }

    private static void RequireOutputs(string path, ModelSpec spec, DataSet data)
    {
        if (spec.OutputSize != data.OutputSize)
        {
            string what = data.Vocabulary is not null ? "different tokens" : data.Classes.Count > 0 ? $"classes ({Counted.Some(data.Classes, MostNamed)})" : $"targets ({Counted.Some(data.OutputNames, MostNamed)})";
            if (spec.Outputs.Count > 1)
            {
                string outputs = string.Join(", ", spec.Outputs.Select(output => $"{output.Name} {output.Size}"));
                throw new RunException($"{path}: the outputs of the network take {Counted.Of(spec.OutputSize, "target column")} ({outputs}, in this order), the data has {(data.Classes.Count == 0 && data.OutputSize == 1 ? $"one target ({data.OutputNames[0]})" : $"{data.OutputSize} {what}")}; {(data.Classes.Count > 0 ? "several outputs learn from numbers, classes from a column of 0 and 1 for each: name them" : "name a column for each value")} with --target.");
            }
            string head = data.Classes.Count > 0 ? "{ \"type\": \"dense\", \"size\": " + data.OutputSize + ", \"activation\": \"softmax\" }" : "{ \"type\": \"dense\", \"size\": " + data.OutputSize + " }";
            string advice = FinalSkip.IsIn(spec) ? $"a network that ends by adding the sample (lstm new --task forecast) has one for each column; lstm new --input {data.InputSize} --output {data.OutputSize} writes one for several horizons or quantiles" : $"end the network in {head}";
            throw new RunException($"{path}: the network outputs {Counted.Of(spec.OutputSize, "value")}, the data has {data.OutputSize} {what}; {advice}.");
        }
    }

    /// <summary>The loss must suit the targets and the last layer.</summary>
    public static void RequireLoss(string path, ModelSpec spec, DataSet data, LossOptions loss)
    {
        bool classes = data.Classes.Count > 0;
        if (classes != (loss.Kind == LossKind.CrossEntropy))
        {
            throw new RunException(classes ? "The data's targets are classes: the loss for them is cross-entropy." : "The data's targets are numbers: cross-entropy is for classes; name their column with --class-column.");
        }
        if (loss.Kind == LossKind.Heads && spec.Outputs.Count == 1)
        {
            throw new RunException($"{path}: --loss heads is for a network with several outputs; leave it out.");
        }
        if (spec.Outputs.Count > 1)
        {
            RequireLossOfOutputs(path, spec, loss);
            if (loss.Kind == LossKind.Heads)
            {
                RequireTargetsOfHeads(path, spec, data);
            }
            return;
        }
        var last = LossFunction.LastActivation(spec);
        if (loss.Kind == LossKind.CrossEntropy && last != ActivationKind.Softmax)
        {
            throw new RunException($"{path}: a classifier ends in {{ \"type\": \"dense\", \"size\": {data.OutputSize}, \"activation\": \"softmax\" }}.");
        }
        if (loss.Kind == LossKind.BinaryCrossEntropy && last != ActivationKind.Sigmoid)
        {
            throw new RunException($"{path}: with binary cross-entropy the network ends in {{ \"type\": \"dense\", \"size\": {data.OutputSize}, \"activation\": \"sigmoid\" }}.");
        }
        if (last == ActivationKind.Sigmoid)
        {
            RequireProbabilities(path, data.InOwnUnits);
        }
    }

    private static void RequireLossOfOutputs(string path, ModelSpec spec, LossOptions loss)
    {
        if (loss.Kind is not (LossKind.Heads or LossKind.MeanSquared or LossKind.MeanAbsolute or LossKind.Huber))
        {
            throw new RunException($"{path}: the network has the outputs {string.Join(", ", spec.Outputs.Select(output => output.Name))}; their losses are --loss heads, which each one's activation chooses, or mse, mae or huber for all.");
        }
    }

    private static void RequireTargetsOfHeads(string path, ModelSpec spec, DataSet data)
    {
        foreach (var sequence in data.Parts.SelectMany(part => part.Sequences))
        {
            if (HeadTargets.Fault(spec, sequence.Targets.Span) is { } fault)
            {
                string columns = string.Join("; ", spec.Outputs.Select(output => $"{output.Name}: {string.Join(", ", data.OutputNames.Skip(output.Offset).Take(output.Size))}"));
                throw new RunException($"{path}: the data has {fault.Problem} ({Place(data, sequence, fault.Row)}). The columns of the outputs are {columns}; correct the targets, name the columns in the order of the outputs (--target), or use --loss mse.");
            }
        }
    }

    private static string Place(DataSet data, Sequence sequence, int row)
    {
        int step = sequence.Targets.Length > data.OutputSize ? row : sequence.Length - 1;
        return FormattableString.Invariant($"{sequence.Id}, time step {sequence.Steps?[step] ?? step + 1}");
    }

    /// <summary>Where the first target is below 0 or above 1; −1 where none is.</summary>
    private static int FirstOutside(ReadOnlySpan<float> targets)
    {
        for (int index = 0; index < targets.Length; index++)
        {
            if (targets[index] is < 0f or > 1f)
            {
                return index;
            }
        }
        return -1;
    }

    /// <summary>Targets of a network that ends in a sigmoid are 0 to 1.</summary>
    public static void RequireProbabilities(string path, DataSet data)
    {
        foreach (var sequence in data.Parts.SelectMany(part => part.Sequences))
        {
            int outside = FirstOutside(sequence.Targets.Span);
            if (outside >= 0)
            {
                throw new RunException(FormattableString.Invariant($"{path}: the network ends in a sigmoid, which gives 0 to 1, and the data has a target {sequence.Targets[outside]} ({Place(data, sequence, outside / data.OutputSize)}); end it in a dense layer without activation, or scale the targets."));
            }
        }
    }
}
