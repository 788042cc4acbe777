using System;
using System.Globalization;
using System.Linq;
using System.Text;
using Lstm.Embedded;

namespace Lstm.StepCount;

[LstmModel(inputSize: 1, hiddenSize: 16)]
internal sealed partial class Net1x16;

[LstmModel(inputSize: 1, hiddenSize: 32)]
internal sealed partial class Net1x32;

[LstmModel(inputSize: 16, hiddenSize: 128)]
internal sealed partial class Net16x128;

/// <summary>
/// Some time steps through the public surface, for tests/arm64-steps.sh to count the instructions of. All weights and samples are zero: no
/// branch of a step depends on them.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not [var size, var count] || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int steps))
        {
            Console.Error.WriteLine("1:16|1:32|16:128 STEPS");
            return 2;
        }
        switch (size)
        {
            case "1:16":
                Steps16(Net1x16.Load(Zeros(1, 16)), steps);
                return 0;
            case "1:32":
                Steps32(Net1x32.Load(Zeros(1, 32)), steps);
                return 0;
            case "16:128":
                Steps128(Net16x128.Load(Zeros(16, 128)), steps);
                return 0;
            default:
                Console.Error.WriteLine($"there is no network {size}");
                return 2;
        }
    }

    private static void Steps16(Net1x16 model, int steps)
    {
        Net1x16.State state = default;
        float[] sample = new float[Net1x16.InputSize], result = new float[Net1x16.OutputSize];
        for (int t = 0; t < steps; t++)
        {
            model.Step(ref state, sample, result);
        }
    }

    private static void Steps32(Net1x32 model, int steps)
    {
        Net1x32.State state = default;
        float[] sample = new float[Net1x32.InputSize], result = new float[Net1x32.OutputSize];
        for (int t = 0; t < steps; t++)
        {
            model.Step(ref state, sample, result);
        }
    }

    private static void Steps128(Net16x128 model, int steps)
    {
        Net16x128.State state = default;
        float[] sample = new float[Net16x128.InputSize], result = new float[Net16x128.OutputSize];
        for (int t = 0; t < steps; t++)
        {
            model.Step(ref state, sample, result);
        }
    }

    // A safetensors file of an LSTM of PyTorch's, without the trainer's writer, whose digest is by OpenSSL.
    private static byte[] Zeros(int input, int hidden)
    {
        (string Name, int Rows, int Columns)[] tensors =
        [
            ("bias_hh_l0", 4 * hidden, 0),
            ("bias_ih_l0", 4 * hidden, 0),
            ("weight_hh_l0", 4 * hidden, hidden),
            ("weight_ih_l0", 4 * hidden, input),
        ];
        int end = 0;
        var entries = tensors.Select(tensor =>
        {
            int start = end;
            end += sizeof(float) * tensor.Rows * Math.Max(1, tensor.Columns);
            string shape = tensor.Columns == 0 ? $"{tensor.Rows}" : $"{tensor.Rows},{tensor.Columns}";
            return $"\"{tensor.Name}\":{{\"dtype\":\"F32\",\"shape\":[{shape}],\"data_offsets\":[{start},{end}]}}";
        });
        byte[] header = Encoding.UTF8.GetBytes($"{{{string.Join(',', entries)}}}");
        byte[] file = new byte[sizeof(ulong) + header.Length + end];
        BitConverter.TryWriteBytes(file, (ulong)header.Length);
        header.CopyTo(file, sizeof(ulong));
        return file;
    }
}
