namespace Lstm.Training.Formats.Keras;

/// <summary>What flows between the layers of a functional model.</summary>
/// <param name="Layer">The layer it comes from, or an input.</param>
/// <param name="Time">What it has of time.</param>
/// <param name="IsMasked">Whether Keras skips time steps of it.</param>
internal readonly record struct KerasFlow(int Layer, KerasTime Time, bool IsMasked);

/// <summary>How many values something has in time.</summary>
internal enum KerasTime
{
    /// <summary>One row for each time step.</summary>
    Sequence,

    /// <summary>One row that is known from the beginning and holds for the whole sequence.</summary>
    Constant,

    /// <summary>One row, which is known when the sequence has ended.</summary>
    Last,
}
