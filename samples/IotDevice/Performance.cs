using System;
using System.IO;
using System.Text;

namespace IotDevice;

/// <summary>A whole performance: warm-up, what was saved, the session, what is to be saved, the summary.</summary>
internal static class Performance
{
    /// <summary>Plays an input through a model.</summary>
    /// <param name="options">How.</param>
    /// <param name="end">What happens right after the input's last sample; null for nothing that is known.</param>
    /// <param name="input">The samples.</param>
    /// <param name="output">Where the results go.</param>
    /// <param name="errors">Where problems, alarms and the summary go.</param>
    /// <param name="stop">What a signal makes.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="InputException">The input as a whole cannot be used.</exception>
    /// <exception cref="StateException">The saved state cannot be used.</exception>
    public static int Play<TModel>(Options options, string? end, Stream input, Stream output, Stream errors, StopRequest stop)
        where TModel : struct, IDeviceModel<TModel>
    {
        double started = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1e3;
        var model = options.Weights is { } weights ? WeightUpdates<TModel>.Load(weights) : TModel.Create();
        WarmUp.Run(model, options);

        using var stateFile = options.State is { } path ? new StateFile(path) : null;
        var session = new Session<TModel>(model, options, input, output, errors) { StateFile = stateFile };
        using var updates = options.Weights is { } file ? new WeightUpdates<TModel>(file, errors, session.Summary) : null;
        session.Updates = updates;
        if (!options.Quiet && options.Weights is not null && WeightUpdates<TModel>.Without(model) is { Length: > 0 } without)
        {
            Say(errors, $"weights from {options.Weights}{without}");
        }
        Restore(session, options, errors);
        using var metrics = Serve(session.Summary, started, options, errors);
        int Finish() => End(session, options, end, errors);
        using var interruption = new Interruption(stop, Finish, hangUpEnds: options.Weights is null);
        try
        {
            session.Play(interruption);
        }
        catch (IOException e) when (StandardStreams.IsBrokenPipe(e))
        {
            // `| head -1` has seen enough, or whoever reads has stopped and a signal came: that is an end like any other
        }
        catch (Exception e) when (e is IOException or InputException)
        {
            Finish();
            throw;
        }
        return Finish();
    }

    // Saved at once, so that a folder that cannot be written shows now and not at the end. A disk that is full or read-only is none: a
    // device that has been running continues with one, and so does one that starts.
    private static void Restore<TModel>(Session<TModel> session, Options options, Stream errors)
        where TModel : struct, IDeviceModel<TModel>
    {
        long? samples = session.Restore();
        try
        {
            session.Save();
        }
        catch (StateNotSavedException e) when (e.MayPass)
        {
            session.Summary.StateSaveFailures++;
            Say(errors, $"{e.Message}; continuing, and trying again at the next save");
        }
        if (options is { State: { } path, Quiet: false })
        {
            Say(errors, samples is { } count ? $"state {path}: continuing after sample {count}" : $"state {path}: none yet, starting fresh");
        }
    }

    private static MetricsServer? Serve(Summary summary, double started, Options options, Stream errors)
    {
        if (options.Metrics is not { } port)
        {
            return null;
        }
        var server = new MetricsServer(port, () => MetricsText.Write(summary, started));
        if (!options.Quiet)
        {
            Say(errors, $"metrics: http://127.0.0.1:{server.Port}/metrics");
        }
        return server;
    }

    private static int End<TModel>(Session<TModel> session, Options options, string? end, Stream errors)
        where TModel : struct, IDeviceModel<TModel>
    {
        int code = ExitCode.Done;
        try
        {
            session.Save();
        }
        catch (IOException e)
        {
            Say(errors, e.Message);
            code = ExitCode.Failed;
        }
        if (!options.Quiet)
        {
            string alarms = session.DescribeAlarms(session.HasEnded ? end : null) is { } text ? text + "\n" : "";
            Say(errors, $"{alarms}{session.Summary}");
        }
        return code;
    }

    private static void Say(Stream errors, string text) => errors.Write(Encoding.UTF8.GetBytes(text + "\n"));
}
