using System;
using System.IO;
using System.Text;

namespace IotDevice;

/// <summary>Writes simulated runs as CSV.</summary>
internal static class SimulateCommand
{
    private const int MostRuns = 100_000;

    public static Command Command { get; } = new(
        "simulate",
        """
        IotDevice simulate: runs of simulated pumps as CSV, for training or to play

          IotDevice simulate --runs 600 --seed 1 --output train.csv
          IotDevice simulate --runs 1 --faults all --columns measured | IotDevice --input -

          --runs N            how many (default: 1)
          --seed N            another one gives other pumps (default: 1); the same one gives the same file everywhere
          --faults CHOICE     half (default): every second run, from the second on, ends with a failed bearing; all; none
          --columns CHOICE    all (default): with the column damaged, 1 where the bearing is; measured: without it
          --output FILE|-     where to (default: -, standard output)

        Columns: run (from 0), hour, speed (1/min), flow (m³/h), head (m), power (kW), temperature of the bearing's housing (°C),
        vibration (RMS velocity of the housing, mm/s), damaged. A row every 10 minutes of the pump's life.

        """,
        ["--runs", "--seed", "--faults", "--columns", "--output"],
        Run);

    private static int Run(CommandOptions options)
    {
        int runs = options.Number("--runs", 1, 1, MostRuns);
        int seed = options.Number("--seed", 1, 0, int.MaxValue);
        string faults = options.Choice("--faults", "half", "all", "none");
        bool withTarget = options.Choice("--columns", "all", "measured") == "all";
        void Write(Stream stream)
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
            PumpCsv.WriteHeader(writer, withTarget);
            for (int run = 0; run < runs; run++)
            {
                bool faulty = faults == "all" || (faults == "half" && run % 2 == 1);
                PumpCsv.WriteRun(writer, new PumpRun((ulong)seed, run, faulty), run, withTarget);
            }
        }

        if (options.Path("--output") is { } path and not "-")
        {
            WriteFile(path, Write);
            return 0;
        }
        try
        {
            Write(StandardStreams.OpenOutput());
        }
        catch (IOException e) when (StandardStreams.IsBrokenPipe(e))
        {
            // whoever read it has seen enough
        }
        return 0;
    }

    // A pipe or a device is written to, not replaced.
    private static void WriteFile(string path, Action<Stream> write)
    {
        try
        {
            if (!WholeFile.IsEmptyOrNone(path))
            {
                WholeFile.Write(path, write);
                return;
            }
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Write);
            write(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"{path} cannot be written: {FileProblem.Reason(e)}", e);
        }
    }
}
