using System;
using System.IO;
using System.Text;

namespace IotDevice;

/// <summary>
/// Sends a few lines of both formats, good and bad, through sessions of their own on copies of the model. The first call
/// of a method may load types and fill caches, and that allocates; afterwards the loop allocates nothing, and the first
/// samples are not slower for it.
/// </summary>
internal static class WarmUp
{
    private const int Rounds = 8;
    private const long Period = 10 * TimeSpan.TicksPerMinute;

    // Short and long, large and small: reading and writing numbers takes other ways for each.
    private static readonly string[] Numbers =
        ["0.1", "-2.852", "1e-12", "3.5e-7", "1234567.875", "3.3e38", "-4e-40", "0.33333334326744079589843750000000000000001", "16777217", "1e60", "word", ""];

    // In order, twice, back, behind a gap, and none.
    private static readonly string[] Times = ["2024-01-01T00:00:00.5+02:00", "2024-01-01 00:10:00+02:00", "2024-01-01 00:10:00+02:00", "2023-12-31T00:00Z", "2024-01-03T00:00:00Z", "1704326400", "never"];

    public static void Run<TModel>(TModel model, Options options)
        where TModel : struct, IDeviceModel<TModel>
    {
        var results = new ResultWriter(Stream.Null, TModel.OutputSize, options.Digits);
        var quick = options with { Format = SampleFormat.Auto, Rate = 1e6, SaveEvery = 0, Time = new TimeOption(null, Period, options.Time.Gaps) };
        float[] values = new float[TModel.OutputSize];
        foreach (string input in (ReadOnlySpan<string>)[Csv<TModel>(), Json<TModel>()])
        {
            new Session<TModel>(model, quick, new MemoryStream(Encoding.UTF8.GetBytes(input)), Stream.Null, Stream.Null).Play(null);
        }
        for (int round = 0; round < Rounds; round++)
        {
            foreach (string number in Numbers)
            {
                SampleNumber.Read(Encoding.UTF8.GetBytes(number), out float value);
                values.AsSpan().Fill(value);
                results.Write(round, values, alarm: TModel.Alarm is null ? null : round % 2 == 0);
            }
        }
    }

    private static string Csv<TModel>()
        where TModel : struct, IDeviceModel<TModel>
    {
        var rows = Array.ConvertAll(Numbers, number => Row<TModel>($"\"{number}\""));
        string timed = string.Join('\n', Array.ConvertAll(Times, time => $"{time},{Row<TModel>("0.5")}"));
        return $"time,{string.Join(',', TModel.Columns)}\n{Repeated($"{timed}\n,{string.Join("\n,", rows)}\n\"no end\n# comment\n,,,,,,,,\n")}";
    }

    private static string Json<TModel>()
        where TModel : struct, IDeviceModel<TModel> =>
        Repeated($$"""
        {"other":[1,{"a":"b"}],"time":"2024-01-01T00:00:00.5+02:00",{{string.Join(',', Array.ConvertAll(TModel.Columns, column => $"\"{column}\":0.5"))}}}
        {"{{TModel.Columns[0]}}":1e60}
        {"{{TModel.Columns[0]}}":[]}
        {}
        [{{Row<TModel>("-0.25")}}]
        [true]

        """);

    private static string Repeated(string lines) => new StringBuilder().Insert(0, lines, Rounds).ToString();

    private static string Row<TModel>(string field)
        where TModel : struct, IDeviceModel<TModel> =>
        string.Join(',', Array.ConvertAll(TModel.Columns, _ => field));
}
