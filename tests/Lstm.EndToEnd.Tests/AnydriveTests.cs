using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.Embedded;
using Lstm.EndToEnd.Tests.Support;
using Lstm.Golden;
using Lstm.Shared;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// A network trained elsewhere: the actuator model of a walking robot's joints, 2,000 steps of a motion, and the torques
/// that PyTorch computes. The files are no part of the repository; they are looked for under the folder that
/// LSTM_SHARED names, or in <c>shared</c> beside the repository.
/// </summary>
public class AnydriveTests(ITestOutputHelper output)
{
    private const double Bound = 1e-4; // newton metres; the torques go up to some tens
    private static readonly GoldenNetwork Network = Cases.Network("Anydrive");

    [Theory]
    [MemberData(nameof(Cases.AllBodies), MemberType = typeof(Cases))]
    public void The_torques_that_PyTorch_computes(InstructionSet body)
    {
        Cases.SkipUnlessSupported(body);
        string folder = SharedFolder.Need("models", "anydrive");
        byte[] file = File.ReadAllBytes(Path.Combine(folder, "anydrive_v3_lstm.safetensors"));
        Check(folder, network => network.Load(file).On(body).Begin(), body);
    }

    [Fact]
    public void And_so_through_the_public_surface()
    {
        string folder = SharedFolder.Need("models", "anydrive");
        Check(folder, network => network.Open(Path.Combine(folder, "anydrive_v3_lstm.safetensors")).Begin(), Isa.Active);
    }

    private void Check(string folder, Func<GoldenNetwork, GoldenStream> begin, InstructionSet body)
    {
        float[] inputs = Column(folder, "input.csv");
        float[] torques = Column(folder, "torque_pytorch.csv");
        Assert.Equal((4000, 2000), (inputs.Length, torques.Length));

        float[] stepped = new float[torques.Length];
        var stream = begin(Network);
        for (int t = 0; t < stepped.Length; t++)
        {
            stream.Step(inputs.Sample(Network, t), stepped.AsSpan(t, 1));
        }
        float[] run = new float[torques.Length];
        begin(Network).Run(inputs, run);
        Assert.Equal(Bits.Of(stepped), Bits.Of(run));

        double worst = torques.Zip(stepped, (exact, value) => Math.Abs((double)exact - value)).Max();
        output.WriteLine($"{body}: at most {worst:E2} from PyTorch, whose torques go up to {torques.Max(Math.Abs):F1}");
        Assert.InRange(worst, 0, Bound);
    }

    /// <summary>A table's numbers, row by row.</summary>
    private static float[] Column(string folder, string file) =>
        [.. File.ReadLines(Path.Combine(folder, file)).Skip(1).SelectMany(line => line.Split(',')).Select(cell => float.Parse(cell, CultureInfo.InvariantCulture))];
}
