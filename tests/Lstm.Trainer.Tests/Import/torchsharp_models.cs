#:package TorchSharp-cpu@0.107.0
#:package TorchSharp.PyBridge@1.4.4
#:property ManagePackageVersionsCentrally=false
#:property PublishAot=false
// Writes state files of TorchSharp with random weights, and what the modules answer to random samples:
//
//     dotnet run torchsharp_models.cs FOLDER
//
// .dat is what module.save writes, .pt what TorchSharp.PyBridge's save_py does.
using System;
using System.Globalization;
using System.IO;
using System.Linq;
using TorchSharp;
using TorchSharp.PyBridge;
using static TorchSharp.torch;

string folder = args[0];
random.manual_seed(3);
Write("torchsharp-lstm", new Lstm("lstm"), 9);
Write("torchsharp-normed", new Normed("normed"), 9);

void Write(string name, nn.Module<Tensor, Tensor> module, int steps)
{
    using var _ = no_grad();
    module.eval();
    foreach (var (key, value) in module.state_dict())
    {
        if (key.EndsWith("running_var", StringComparison.Ordinal))
        {
            value.uniform_(0.5, 1.5);
        }
        else if (value.is_floating_point())
        {
            value.uniform_(-0.7, 0.7);
        }
    }
    module.save(Path.Combine(folder, name + ".dat"));
    module.save_py(Path.Combine(folder, name + ".pt"));
    using var x = randn(1, steps, 2);
    using var y = module.forward(x);
    File.WriteAllText(Path.Combine(folder, name + ".x.csv"), Rows(x));
    File.WriteAllText(Path.Combine(folder, name + ".y.csv"), Rows(y));
}

static string Rows(Tensor values) => string.Concat(values.reshape(-1, values.shape[^1]).unbind(0).Select(row => string.Join(',', row.data<float>().ToArray().Select(value => value.ToString("R", CultureInfo.InvariantCulture))) + "\n"));

sealed class Lstm : nn.Module<Tensor, Tensor>
{
    private readonly TorchSharp.Modules.LSTM lstm = nn.LSTM(2, 4, numLayers: 2, batchFirst: true);
    private readonly TorchSharp.Modules.Linear fc = nn.Linear(4, 2);

    public Lstm(string name)
        : base(name) => RegisterComponents();

    public override Tensor forward(Tensor x) => fc.forward(lstm.forward(x).Item1);
}

sealed class Normed : nn.Module<Tensor, Tensor>
{
    private readonly TorchSharp.Modules.GRU gru = nn.GRU(2, 3, batchFirst: true);
    private readonly TorchSharp.Modules.BatchNorm1d norm = nn.BatchNorm1d(3);
    private readonly TorchSharp.Modules.Linear fc = nn.Linear(3, 1);

    public Normed(string name)
        : base(name) => RegisterComponents();

    public override Tensor forward(Tensor x) => fc.forward(norm.forward(gru.forward(x).Item1.transpose(1, 2)).transpose(1, 2));
}
