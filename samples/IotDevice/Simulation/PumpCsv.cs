using System.Globalization;
using System.IO;

namespace IotDevice;

/// <summary>Writes runs as CSV: one row for each sample, runs one after the other.</summary>
internal static class PumpCsv
{
    private const string Measured = "run,hour,speed,flow,head,power,temperature,vibration";

    /// <summary>Writes the names of the columns.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="withTarget">Whether with the truth, which a device does not have.</param>
    public static void WriteHeader(TextWriter writer, bool withTarget) => writer.WriteLine(withTarget ? Measured + ",damaged" : Measured);

    /// <summary>Writes all samples of a run.</summary>
    /// <returns>How many there were.</returns>
    public static long WriteRun(TextWriter writer, PumpRun run, int number, bool withTarget)
    {
        long rows = 0;
        while (run.Next(out var sample))
        {
            string row = string.Create(
                CultureInfo.InvariantCulture,
                $"{number},{sample.Hour:F2},{sample.Speed:F0},{sample.Flow:F1},{sample.Head:F1},{sample.Power:F2},{sample.Temperature:F1},{sample.Vibration:F2}");
            writer.Write(row);
            writer.WriteLine(!withTarget ? "" : sample.IsDamaged ? ",1" : ",0");
            rows++;
        }
        return rows;
    }
}
