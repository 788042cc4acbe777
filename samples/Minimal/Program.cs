using System;
using System.Globalization;
using Minimal;

// The class comes from gas-alarm.lstm.json, its weights from gas-alarm.safetensors beside it.
GasAlarm model = GasAlarm.Embedded;
GasAlarm.State state = default;                           // what the network remembers: one for each stream of samples
Span<float> alarm = stackalloc float[GasAlarm.OutputSize];

// A gas sensor, sampled every minute. Its reading drifts with the temperature; from minute 10 on there is gas.
for (int minute = 0; minute < 20; minute++)
{
    float temperature = 15 + (minute / 4f);
    float reading = 0.5f + (minute / 50f) + (minute >= 10 ? 1 : 0);

    model.Step(ref state, [reading, temperature], alarm); // one time step, no allocation

    string bar = new('#', (int)MathF.Round(20 * alarm[0]));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{minute,2}  {reading:F2}  {temperature:F2}  {alarm[0]:F3} {bar}").TrimEnd());
}
