using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.PyTorch.States;

namespace Lstm.Training.Formats.GuitarMl;

/// <summary>
/// Imports the JSON of Automated-GuitarAmpModelling and GuitarML: one recurrent layer "rec", one dense layer "lin", and, where
/// skip is 1, the sample added to the result (CoreAudioML, SimpleRNN).
/// </summary>
internal static class GuitarMlImporter
{
    private static readonly string[] Modules = ["rec", "lin"];

    public static ImportedModel Read(JsonPart file, ImportOptions options)
    {
        var data = file["model_data"];
        file.RequireOnly("model_data", "state_dict");
        data.RequireOnly("model", "input_size", "skip", "output_size", "unit_type", "num_layers", "hidden_size", "bias_fl");
        if (data["model"].Text is not "SimpleRNN" and var model)
        {
            throw data["model"].Fault($"it is {ModelSource.Quote(model)}", "SimpleRNN");
        }
        string type = data["unit_type"].Text switch
        {
            "LSTM" => "lstm",
            "GRU" => "gru",
            "RNN" => "rnn:tanh",
            var other => throw data["unit_type"].Fault($"it is {ModelSource.Quote(other)}", "LSTM, GRU or RNN"),
        };
        int skip = data["skip"].Count(0), outputs = data["output_size"].Count(), inputs = data["input_size"].Count();
        if (skip > 0 && (outputs != skip || skip > inputs))
        {
            throw data["skip"].Fault($"it is {skip}, with {inputs} inputs and {outputs} outputs", "0, or as many as there are outputs, and no more than inputs");
        }
        string layers = $"{type}=rec,dense=lin{(skip > 0 ? ",residual:input" : "")}";
        var state = file["state_dict"];
        string[] names = [.. state.Members.Select(member => member.Name)];
        if (options.Layers is null && Modules.FirstOrDefault(module => !names.Any(name => name.StartsWith(module + ".", System.StringComparison.Ordinal))) is { } missing)
        {
            throw state.Fault($"it has no tensors of {ModelSource.Quote(missing)}", "those of the recurrent layer \"rec\" and of the dense layer \"lin\", e.g. \"rec.weight_ih_l0\" and \"lin.weight\"");
        }
        var imported = StateImporter.Read(JsonState.Read(state), options with { Layers = options.Layers ?? layers });
        Require(data["hidden_size"], imported.Spec.Layers.OfType<RecurrentLayerSpec>().First().HiddenSize);
        Require(data["num_layers"], imported.Spec.Layers.OfType<RecurrentLayerSpec>().Count());
        Require(data["input_size"], imported.Spec.InputSize);
        Require(data["output_size"], imported.Spec.OutputSize);
        // CoreAudioML gives bias_fl to its linear layer alone; torch.nn's recurrent layers have biases whatever it says.
        if (data["bias_fl"].IsTrue != imported.Spec.Layers.OfType<DenseLayerSpec>().Last().Bias)
        {
            throw data["bias_fl"].Fault("it says the opposite of the tensors", "that \"lin\" has a bias if it has");
        }
        return skip > 0 ? imported with { Notes = [.. imported.Notes, "The sample is added to the result (skip)."] } : imported;
    }

    private static void Require(JsonPart said, int found)
    {
        if (said.Count() != found)
        {
            throw said.Fault($"it is {said.Count()}", $"{found}, as the tensors have it");
        }
    }
}
