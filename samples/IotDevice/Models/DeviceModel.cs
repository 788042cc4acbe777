using System;
using System.IO;

namespace IotDevice;

/// <summary>A model as the command line sees it.</summary>
/// <param name="Name">What <c>--model</c> calls it.</param>
/// <param name="Summary">A line for the help.</param>
/// <param name="Columns">The names of the values in a sample.</param>
/// <param name="Record">Makes a recording to play when no input is given.</param>
/// <param name="Play">
/// Plays an input into an output: what happens at the input's end (null for nothing), the input, where the results go,
/// where the problems and the summary go, what a signal makes. Returns the exit code.
/// </param>
/// <param name="SelfTest">Checks that this processor computes what it should; reports on it.</param>
internal sealed record DeviceModel(
    string Name, string Summary, string[] Columns, Func<Recording> Record,
    Func<Options, string?, Stream, Stream, Stream, StopRequest, int> Play, Func<TextWriter, bool> SelfTest)
{
    /// <summary>All models; the first is the default.</summary>
    public static DeviceModel[] All { get; } =
    [
        Of<PumpModel>(),
        Of<MemoryCellModel>(),
    ];

    /// <summary>The model of a name, or the first for null.</summary>
    /// <exception cref="UsageException">There is none of that name.</exception>
    public static DeviceModel Named(string? name)
    {
        if (name is null)
        {
            return All[0];
        }
        return Array.Find(All, model => model.Name == name)
            ?? throw new UsageException($"There is no model \"{name}\"; there {(All.Length == 1 ? "is" : "are")} {string.Join(", ", Array.ConvertAll(All, model => model.Name))}.");
    }

    private static DeviceModel Of<TModel>()
        where TModel : struct, IDeviceModel<TModel> =>
        new(TModel.Name, TModel.Summary, TModel.Columns, TModel.Record, Performance.Play<TModel>, IotDevice.SelfTest.Run<TModel>);
}
