using System;
using System.IO;
using System.Text;

namespace IotDevice;

/// <summary>A whole performance: warm-up, the session, the summary.</summary>
internal static class Performance
{
    /// <summary>Plays an input through a model.</summary>
    /// <param name="options">How.</param>
    /// <param name="end">What happens right after the input's last sample; null for nothing that is known.</param>
    /// <param name="input">The samples.</param>
    /// <param name="output">Where the results go.</param>
    /// <param name="errors">Where problems, alarms and the summary go.</param>
    /// <exception cref="InputException">The input as a whole cannot be used.</exception>
    public static void Play<TModel>(Options options, string? end, Stream input, Stream output, Stream errors)
        where TModel : struct, IDeviceModel<TModel>
    {
        var model = TModel.Create();
        WarmUp.Run(model, options);

        var session = new Session<TModel>(model, options, input, output, errors);
        void WriteSummary()
        {
            if (!options.Quiet)
            {
                string alarms = session.Alarms is { } log ? log.Describe(session.Summary.Steps, end) + "\n" : "";
                errors.Write(Encoding.UTF8.GetBytes($"{alarms}{session.Summary}\n"));
            }
        }
        using var interruption = new Interruption(WriteSummary);
        try
        {
            session.Play(interruption);
        }
        catch (IOException e) when (StandardStreams.IsBrokenPipe(e))
        {
            // `| head -1` has seen enough: that is an end like any other
        }
        catch (IOException)
        {
            WriteSummary();
            throw;
        }
        WriteSummary();
    }
}
