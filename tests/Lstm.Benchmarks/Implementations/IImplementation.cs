namespace Lstm.Benchmarks;

/// <summary>Takes the samples of a <see cref="Problem"/> once, from the state that the pass before left; the results go to the rows of <paramref name="outputs"/> in turn.</summary>
internal delegate void Pass(float[] outputs);

/// <summary>Something that computes LSTM layers.</summary>
internal interface IImplementation
{
    /// <summary>The instruction set it uses, as the table names it.</summary>
    string Isa { get; }

    /// <summary>Everything that comes before time is taken; the state is zero.</summary>
    Pass Prepare(Problem problem, Mode mode);
}
