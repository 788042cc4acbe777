using System.Linq;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Options;

/// <summary>Finds options that contradict each other, before any file is read.</summary>
internal static class OptionsCheck
{
    private const int MostNamed = 12;
    private const string Unmixed = "no mean and nothing between them", Unmixing = "--missing is not linear and --resample-with is not mean";

    /// <summary>Complains about the first contradiction.</summary>
    public static void Require(DataOptions options, DataFormat format)
    {
        options.Windows?.Check();
        options.Split?.Check();
        RequireTarget(options, format);
        RequireHorizon(options, format);
        RequireParts(options);
        RequireTime(options, format);
        RequireNames(options, format);
        if (options.Inputs is not null && format is TextFormat)
        {
            throw new DataException("A text has no columns to choose as inputs.");
        }
    }

    private static void RequireTarget(DataOptions options, DataFormat format)
    {
        switch (options.Target)
        {
            case null when format is TableFormat && options.Horizon.Longest == 0 && options is { InputsOnly: false, ReconstructsInputs: false }:
                throw new DataException(options.NetworkAddsInputs
                    ? "There is no target. The network adds what it learns to the sample, as one that forecasts does (lstm new --task forecast): --horizon 1 lets it learn the next row of its inputs."
                    : "There is no target. Choose target columns or a class column, or a horizon to forecast the inputs (--target, --class-column, --horizon).");
            case not null when format is not TableFormat:
                throw new DataException("A .ts file or a text defines its own target; leave the target out.");
            case WaveTarget when format is not WaveFormat:
                throw new DataException("A WAVE file as target is for a WAVE file as input (--input dry.wav --target wet.wav).");
            case WaveTarget when options.ValidationPath is not null || options.TestPath is not null:
                throw new DataException("A pair of WAVE files gives validation and test a share of itself (--validation-share, --test-share); files of their own would need recordings of their own.");
            case RemainingStepsTarget remaining when !(remaining.Cap > 0):
                throw new DataException($"The cap on remaining steps is above 0, not {remaining.Cap}.");
            case RemainingStepsTarget { TestEndsPath: not null } when options.TestPath is null:
                throw new DataException("The steps left after the test sequences need test sequences; give their path.");
            default:
                break;
        }
    }

    private static void RequireHorizon(DataOptions options, DataFormat format)
    {
        if (options.Horizon.Rows.Count > 0 && options.Horizon.Rows[0] < 0)
        {
            throw new DataException($"A horizon is a number of rows from 0, not {options.Horizon.Rows[0]}.");
        }
        if (options is { Horizon.Rows.Count: > 1, Target: ClassTarget })
        {
            throw new DataException("Several horizons are for targets that are numbers; classes are forecast at one (--horizon).");
        }
        bool fits = format is TableFormat && options.Target is null or NumberTarget or ClassTarget;
        if (options.Horizon.Longest > 0 && !fits)
        {
            throw new DataException("A horizon is for targets in columns of a table.");
        }
    }

    private static void RequireTime(DataOptions options, DataFormat format)
    {
        if (options.Time is { } time && (time.Column is not null || time.Calendar.Count > 0 || time.ChangesRows) && format is not TableFormat)
        {
            throw new DataException("A .ts file or a text has no time column.");
        }
        if (options is { Time: { ChangesRows: true, Gaps: not TimeGaps.Split } or { Resample: not null }, Target: RemainingStepsTarget, InputsOnly: false })
        {
            throw new DataException("Remaining steps count the rows of the data: they cannot be resampled, nor gaps be filled in (--resample, --time-gaps hold).");
        }
        if (options.Time?.Resample <= System.TimeSpan.Zero)
        {
            throw new DataException("A period to resample to is above 0.");
        }
    }

    /// <summary>Complains of names where there can be none, and of options that would make up a name or an embedding's index between two: it would be another one, and no error.</summary>
    public static void RequireNames(DataOptions options, DataFormat format)
    {
        if (options.Categorical.Count > 0 && format is not TableFormat)
        {
            throw new DataException("A .ts file or a text has no columns of names (--categorical).");
        }
        if (options.Missing != MissingValues.Linear && options.Time is not { Resample: not null, ResampleWith: ResampledValue.Mean })
        {
            return;
        }
        if (options.Categorical.Count > 0)
        {
            throw new DataException($"Names have {Unmixed}: with --categorical, {Unmixing}.");
        }
        if (options.TokenColumns.Count > 0 && format is not TextFormat)
        {
            throw new DataException($"Indices have {Unmixed}: with an embedding of {Counted.Some([.. options.TokenColumns.Select(token => token.Part.Name)], MostNamed)}, {Unmixing}.");
        }
    }

    private static void RequireParts(DataOptions options)
    {
        if ((options.ValidationPath is not null && options.Split?.Validation > 0) || (options.TestPath is not null && options.Split?.Test > 0))
        {
            throw new DataException("A part that has a file of its own takes no share of the training file; give the file or the share.");
        }
    }
}
