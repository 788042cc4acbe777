using System;
using System.Globalization;
using System.IO;
using Device;
using Lstm.Embedded;

// Samples come in as lines of CSV on standard input, results go out as lines of JSON.
try
{
    Console.Error.WriteLine(Isa.Describe());
}
catch (PlatformNotSupportedException e)   // LSTM_ISA asks for what this processor cannot run
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

GasAlarm model = GasAlarm.Embedded;       // or GasAlarm.Load("gas-alarm.safetensors"), for new weights without a new program
GasAlarm.State state = default;           // one for each stream of samples
Span<float> sample = stackalloc float[GasAlarm.InputSize];
Span<float> alarm = stackalloc float[GasAlarm.OutputSize];
Span<Range> fields = stackalloc Range[GasAlarm.InputSize + 1]; // what follows is not looked at
int refused = 0;

try
{
    while (Console.ReadLine() is { } line)
    {
        int count = line.AsSpan().Split(fields, ',');
        bool read = count >= GasAlarm.InputSize;
        for (int i = 0; read && i < GasAlarm.InputSize; i++)
        {
            read = float.TryParse(line.AsSpan(fields[i]), NumberStyles.Float, CultureInfo.InvariantCulture, out sample[i]);
        }
        if (!read || model.Ranges.FirstOutside(sample) >= 0)
        {
            refused++;                    // a heading, or a sensor that failed: the network does not see it
            continue;
        }
        GasAlarm.State before = state;
        model.Step(ref state, sample, alarm);
        if (!float.IsFinite(alarm[0]))
        {
            state = before;               // or every later answer would be none, too
            Console.WriteLine("{\"alarm\":null,\"fault\":true}");
            continue;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"alarm\":{alarm[0]:R}}}"));
    }
}
catch (IOException e)                     // a full disk behind standard output, for one
{
    Console.Error.WriteLine($"A line cannot be read or written: {e.Message}");
    return 1;
}

if (refused > 0)
{
    Console.Error.WriteLine($"{refused} line{(refused == 1 ? "" : "s")} left out: no numbers, or a value outside the model's ranges.");
}

return 0;
