using System;
using System.Globalization;

namespace IotDevice;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    public static string Write() =>
        $$"""
        IotDevice: reads sensor samples and writes one JSON line for each, computed by a stateful recurrent network.

          IotDevice                                   a pump whose bearing fails, and the alarm before it does
          IotDevice --input samples.csv               plays a file
          sensor | IotDevice --input - | mosquitto_pub -l -t topic
          IotDevice --input unix:/run/sensor.sock --state pump.state --metrics 9100
          IotDevice simulate --help                   simulates pumps, healthy and damaged
          IotDevice evaluate --help                   how early the alarm comes, and how often it is false

          --model NAME        the network to run (default: {{DeviceModel.All[0].Name}}):
        {{string.Join('\n', Array.ConvertAll(DeviceModel.All, Describe))}}
          --input FILE|-      a file of samples, or - for standard input
          --input unix:PATH   the socket of a sensor daemon, or tcp:HOST:PORT. When the daemon goes away, it is tried again
                              after {{Backoff.First}} ms, then after twice as long each time, up to {{Backoff.Longest / 1000}} s; a half line is dropped
          --format FORMAT     auto (default: by the first character), csv, jsonl
          --rate HZ           replays HZ samples per second, 0.001 to 1000000 (default: as fast as they come)
          --digits 0..9|exact decimals of a result at most, trailing zeros dropped (default: 6);
                              exact: the shortest text that gives back the same float
          --state FILE        continues where the last run with that file ended: network, alarm and n. Saved at the start and
                              at the end; a file that is damaged, of another network or in use by another process is rejected.
                              Needs --input: the simulation neither continues from a state nor saves one
          --save-every N      also saves it after every N samples
          --weights FILE      weights instead of the built-in ones. SIGHUP (systemctl reload) reads the file again: new weights are
                              checked and take over between two samples; bad ones are rejected and the old ones stay in use
          --range COLUMN=LOW:HIGH
                              the plausible range of a column, instead of the one in the weight file; an empty side has no bound
                              (--range speed=:5000); once per column. Weights without ranges remove none
          --time-column NAME  the field with a sample's time (default: one called time or timestamp; none: times are ignored). A sample
                              with the time of the last one is dropped (a message delivered twice), and so is an earlier one, unless
                              {{SampleClock.SetBackAfter}} came in order: then the sensor's clock was set back, and the next one is used
          --period SECONDS    the usual time between two samples; more than 1.5 times that is a gap
          --time-gaps note|reset|hold
                              what a gap does, reported and counted in any case: nothing (default); the network begins anew; it steps
                              on with the last sample, once for each missing one (up to {{TimeOption.MostHeld}}, otherwise it begins anew)
          --metrics PORT      Prometheus metrics at http://127.0.0.1:PORT/metrics (0: any free port, named on standard error)
          --selftest          runs the models' own recordings on every instruction set of this processor and compares the bits
          --quiet, -q         only problems on standard error: no first line, no alarms, no summary
          --help, -h          this text

        Samples, one per line (up to {{LineReader.LongestLine}} bytes); blank lines and lines that begin with # are skipped:
          CSV         a header names the columns, in any order, others are ignored; without a header, the model's
                      columns in its order. Separator , ; or tab, as in the first line. Quotes are allowed.
          JSON lines  {"{{string.Join("\":1,\"", DeviceModel.All[0].Columns)}}":1} with any other properties, or [{{string.Join(',', Array.ConvertAll(DeviceModel.All[0].Columns, _ => "1"))}}]
          A time is ISO 8601 (2024-01-31T08:30:00+02:00; offset or Z if any), Unix time in s, ms, us or ns, or seconds since any start.
        A line that cannot be read, or whose values are not plausible, is reported on standard error with its number and skipped;
        the network does not see it. Of many similar messages the first {{MessageLimit.AtFirst}} are written, then the 100th, the 1000th and so on, and all
        again after {{MessageLimit.Calm}} lines without one.

        Results, one per line: {"n":1,"y":0}, n counting the samples, y being the network's output (an array if it has several).
        If that is not finite, {"n":1,"y":null,"fault":true}, and the network's state goes back to the sample before.
        The pump's results also have the state of its alarm, {"n":1,"y":0.03,"alarm":false}, on every line, for readers that
        join late or miss a line. It is raised when y is at least {{Text(Alarm.Raise)}} for {{Alarm.RaiseAfter}} samples in a row, and cleared when y is below {{Text(Alarm.Clear)}} for
        {{Alarm.ClearAfter}}; at each change there is a line on standard error.
        Ends with the input, on Ctrl-C or SIGTERM, or when the reader closes the output; then prints a summary on standard error.
        Exit code: 0 done (also with lines skipped), 1 the input, output, weights or state file cannot be used,
        2 the command line is wrong, 3 the saved state is rejected, 4 the self-test failed.

        """;

    private static AlarmSettings Alarm => PumpModel.Alarm!;

    private static string Text(float limit) => limit.ToString(CultureInfo.InvariantCulture);

    private static string Describe(DeviceModel model) => $"                        {model.Name}: {model.Summary}\n                        (columns {string.Join(", ", model.Columns)})";
}
