using System.IO;
using System.Text;

namespace Lstm.Trainer.Cli;

/// <summary>Standard error: where it cannot be written, as after its terminal was closed, the work goes on without it.</summary>
/// <param name="inner">Where it goes.</param>
internal sealed class LenientWriter(TextWriter inner) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        try
        {
            inner.Write(value);
            inner.Flush();
        }
        catch (IOException)
        {
        }
    }

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + NewLine);
}
