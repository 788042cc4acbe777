using System;
using System.IO;
using System.Text;

namespace Lstm.Trainer.Cli.Output;

/// <summary>Standard output or standard error, with a say in what becomes of faults.</summary>
internal sealed class StandardWriter : TextWriter
{
    private readonly TextWriter inner;
    private readonly Action<Exception> fault;

    private StandardWriter(TextWriter inner, Action<Exception> fault)
    {
        this.inner = inner;
        this.fault = fault;
        CoreNewLine = inner.NewLine.ToCharArray();
    }

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <summary>Standard output: a fault names it.</summary>
    public static StandardWriter Output(TextWriter inner) =>
        new(inner, exception => throw new IOException($"standard output cannot be written: {exception.Message}", exception));

    /// <summary>Standard error: where it cannot be written, as after its terminal was closed, the work continues without it.</summary>
    public static StandardWriter Error(TextWriter inner) => new(inner, _ => { });

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => inner.Write(value));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    /// <inheritdoc/>
    public override void WriteLine(StringBuilder? value) => Try(() => inner.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Try(inner.Flush);

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException) // the latter where it is closed
        {
            fault(exception);
        }
    }
}
