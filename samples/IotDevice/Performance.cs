using System;
using System.IO;
using System.Text;

namespace IotDevice;

/// <summary>A whole performance: warm-up, the session, the summary.</summary>
internal static class Performance
{
    /// <summary>Plays an input through a model.</summary>
    /// <exception cref="InputException">The input as a whole cannot be used.</exception>
    public static void Play<TModel>(Options options, Stream input, Stream output, Stream errors)
        where TModel : struct, IDeviceModel<TModel>
    {
        var model = TModel.Create();
        WarmUp.Run(model, options);

        var session = new Session<TModel>(model, options, input, output, errors);
        void WriteSummary()
        {
            if (!options.Quiet)
            {
                errors.Write(Encoding.UTF8.GetBytes(session.Summary + "\n"));
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
