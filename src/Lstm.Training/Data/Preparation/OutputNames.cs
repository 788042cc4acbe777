using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Preparation;

/// <summary>
/// What comes out where targets are numbers: for each target column each horizon, and of each of these each quantile, in this order.
/// </summary>
internal static class OutputNames
{
    /// <summary>The names: column, +horizon, _qquantile, e.g. kw+12_q0.9.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<Column> targets, DataOptions options)
    {
        string[] horizons = options.Horizon.Rows.Count == 0 ? [""] : [.. options.Horizon.Rows.Select(rows => FormattableString.Invariant($"+{rows}"))];
        string[] quantiles = options.Quantiles.Count == 0 ? [""] : [.. options.Quantiles.Select(quantile => "_q" + quantile.ToString(CultureInfo.InvariantCulture))];
        return [.. from target in targets from horizon in horizons from quantile in quantiles select target.Key + horizon + quantile];
    }

    /// <summary>The standardisation of each output, of that of each target column.</summary>
    public static Standardisation Scaling(Standardisation targets, DataOptions options)
    {
        int each = Math.Max(1, options.Horizon.Rows.Count) * Math.Max(1, options.Quantiles.Count);
        IEnumerable<double> Repeated(IEnumerable<double> values) => values.SelectMany(value => Enumerable.Repeat(value, each));
        return each == 1 ? targets : new Standardisation(new([.. Repeated(targets.Centre)]), new([.. Repeated(targets.Scale)]));
    }

    /// <summary>The standardisation of so many target columns, of that of each output.</summary>
    public static Standardisation? Columns(Standardisation? outputs, int columns)
    {
        if (outputs is null || columns == 0 || outputs.Centre.Count == columns)
        {
            return outputs;
        }
        int each = outputs.Centre.Count / columns;
        IEnumerable<double> First(IEnumerable<double> values) => values.Where((_, index) => index % each == 0);
        return new Standardisation(new([.. First(outputs.Centre)]), new([.. First(outputs.Scale)]));
    }
}
