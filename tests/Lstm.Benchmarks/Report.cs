using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Lstm.Benchmarks;

/// <summary>Writes measurements down, as a table to read or as comma-separated values.</summary>
internal sealed class Report(TextWriter output, bool csv)
{
    /// <summary>The first of the lines of comma-separated values.</summary>
    public const string Columns = "implementation,isa,input,hidden,mode,ns_min,ns_median,max_error";

    public void Header() => output.WriteLine(csv
        ? Columns
        : $"{"implementation",-14} {"isa",-10} {"size",8} {"mode",-6} {"ns min",10} {"ns median",10} {"ours/this",9} {"max error",9}");

    /// <summary>The rows of one size and mode.</summary>
    public void Rows(IReadOnlyList<Measurement> rows)
    {
        foreach (var row in rows)
        {
            output.WriteLine(csv ? Csv(row) : Line(row, rows));
        }
        if (!csv)
        {
            output.WriteLine();
        }
    }

    private static string Csv(Measurement row) => string.Create(CultureInfo.InvariantCulture,
        $"{row.Implementation},{row.Isa},{row.Size.Input},{row.Size.Hidden},{row.Mode},{row.Min:F1},{row.Median:F1},{row.MaxError:0.0e-00}");

    private static string Line(Measurement row, IReadOnlyList<Measurement> rows)
    {
        string ratio = Ours(row, rows) is { } ours ? string.Create(CultureInfo.InvariantCulture, $"{ours.Median / row.Median:F2}") : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{row.Implementation,-14} {row.Isa,-10} {row.Size,8} {row.Mode,-6} {row.Min,10:F1} {row.Median,10:F1} {ratio,9} {row.MaxError,9:0.0e-00}");
    }

    /// <summary>What of ours a row is compared with: the same instruction set; for all that may use everything, the first and widest.</summary>
    private static Measurement? Ours(Measurement row, IReadOnlyList<Measurement> rows)
    {
        if (row.Implementation == "ours")
        {
            return null;
        }
        var ours = rows.Where(candidate => candidate.Implementation == "ours");
        return ours.FirstOrDefault(candidate => candidate.Isa == row.Isa) ?? (row.Isa == "avx2" ? null : ours.FirstOrDefault());
    }
}
