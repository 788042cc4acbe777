using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using Lstm.Embedded;

namespace IotDevice;

/// <summary>
/// New weights while the program runs: on SIGHUP the file is read, checked and tried on the signal's thread, beside the
/// samples. The playing thread takes the new network between two steps; one that is refused changes nothing.
/// </summary>
/// <typeparam name="TModel">The model.</typeparam>
internal sealed class WeightUpdates<TModel> : IDisposable
    where TModel : struct, IDeviceModel<TModel>
{
    private readonly string path;
    private readonly Stream errors;
    private readonly Summary summary;
    private readonly PosixSignalRegistration hangUp;
    private volatile object? next; // a TModel, boxed: taken or not, but never half

    /// <summary>Begins to listen.</summary>
    /// <param name="path">The weight file.</param>
    /// <param name="errors">Where it is said what became of a new one.</param>
    /// <param name="summary">Where refusals are counted.</param>
    public WeightUpdates(string path, Stream errors, Summary summary)
    {
        this.path = path;
        this.errors = errors;
        this.summary = summary;
        hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            Read();
        });
    }

    /// <summary>Whether a new network waits.</summary>
    public bool IsWaiting => next is not null;

    /// <summary>The network with the weights of a file, remembering nothing.</summary>
    /// <exception cref="LstmWeightException">The file cannot be used.</exception>
    /// <exception cref="InputException">It is none, and reading it might never end.</exception>
    public static TModel Load(string path)
    {
        var model = WholeFile.IsEmptyOrNone(path)
            ? throw new InputException($"{path}: found an empty file, a pipe or a device; expected a readable safetensors file.")
            : TModel.Load(path);
        Try(model, path);
        return model;
    }

    /// <summary>Reads the file now.</summary>
    public void Read()
    {
        try
        {
            var model = Load(path);
            next = model;
            Say($"new weights from {path}: in use from the next sample on{Without(model)}");
        }
        catch (Exception e) when (e is LstmWeightException or InputException)
        {
            summary.SwapsRefused++;
            Say($"new weights refused, the old ones stay in use: {e.Message}");
        }
    }

    /// <summary>Takes the network that waits.</summary>
    public TModel Take()
    {
        object model = next!;
        Interlocked.CompareExchange(ref next, null, model); // a still newer one stays for the next sample
        return (TModel)model;
    }

    public void Dispose() => hangUp.Dispose();

    /// <summary>Words about weights that carry no ranges; empty for those that do.</summary>
    public static string Without(TModel model) =>
        RangeOption.CountOf(model.Ranges) > 0 ? "" : $"; they carry no ranges of the inputs ({InputRanges.MetadataKey}), so those in force stay, which --range changes";

    // One step, so that the first sample does not pay for pages never touched; and it must give a number.
    private static void Try(TModel model, string path)
    {
        float[] result = new float[TModel.OutputSize];
        model.Step(new float[TModel.Columns.Length], result);
        if (!Finite.All(result))
        {
            throw new InputException($"{path}: found weights whose output for zeros is not finite; expected working weights.");
        }
    }

    private void Say(string text) => errors.Write(Encoding.UTF8.GetBytes(text + "\n"));
}
