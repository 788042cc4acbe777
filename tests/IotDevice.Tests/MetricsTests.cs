using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace IotDevice.Tests;

/// <summary>The figures as Prometheus reads them.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task A_scraper_reads_what_happened()
    {
        using var folder = new Folder();
        using var device = new LiveDevice("--input", "-", "--metrics", "0", "--state", folder["state"], "--save-every", "4");
        string line = await device.Says("metrics: ");
        var address = new Uri(line["metrics: ".Length..]);
        Assert.True(address.IsLoopback);
        using var client = new HttpClient { Timeout = Device.Patience };

        string before = await client.GetStringAsync(address);
        Assert.Equal("0", Value(before, "iotdevice_samples_total"));
        string[] recording = Encoding.UTF8.GetString(PumpModel.Record().Csv).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await device.Play([recording[0], .. recording[^60..], "no,sample"], 60);
        await device.Says("skipped"); // the bad line is behind all samples

        string after = await client.GetStringAsync(address);
        Assert.Equal("60", Value(after, "iotdevice_samples_total"));
        Assert.Equal("1", Value(after, "iotdevice_bad_lines_total"));
        Assert.Equal("1", Value(after, "iotdevice_alarms_total"));
        Assert.Equal("1", Value(after, "iotdevice_alarm_on"));
        Assert.Equal("16", Value(after, "iotdevice_state_saves_total")); // one at the start
        Assert.Equal("0", Value(after, "iotdevice_model_swaps_total"));
        Assert.Equal("60", Value(after, "iotdevice_step_duration_seconds_count"));
        Assert.Equal("60", Value(after, "iotdevice_step_duration_seconds_bucket{le=\"+Inf\"}"));
        Assert.True(double.Parse(Value(after, "iotdevice_step_duration_seconds_sum"), CultureInfo.InvariantCulture) > 0);
        double started = double.Parse(Value(after, "process_start_time_seconds"), CultureInfo.InvariantCulture);
        Assert.InRange(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - started, -1, Device.Patience.TotalSeconds);

        device.EndInput();
        string errors = (await device.End()).Ok().Errors;
        Assert.True(errors.Contains("; 0 bytes allocated in the loop", StringComparison.Ordinal), errors); // whole: how many it was, and of what kind, is what one wants to know
    }

    [Fact]
    public void The_text_is_what_the_format_asks()
    {
        var summary = new Summary { Steps = 3, Skipped = 2, Swaps = 1 };
        foreach (long ticks in (long[])[100, 600, 20_000_000])
        {
            summary.Latency.Add(ticks);
        }
        string text = MetricsText.Write(summary, 1_700_000_000.25);
        Assert.EndsWith("process_start_time_seconds 1700000000.25\n", text, StringComparison.Ordinal);
        string[] buckets = [.. text.Split('\n').Where(line => line.Contains("_bucket{", StringComparison.Ordinal))];
        Assert.Equal("iotdevice_step_duration_seconds_bucket{le=\"+Inf\"} 3", buckets[^1]);
        long[] counts = [.. buckets.Select(line => long.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture))];
        Assert.Equal(counts.Order(), counts);
        Assert.Equal((1, 2), ((int)counts[0], (int)counts[^2])); // 250 ns and 10 ms
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.Matches("""^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{le="[0-9.E+Inf-]+"\})? [0-9.E+-]+)$""", line);
        }
    }

    [Theory]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200 OK", "text")]
    [InlineData("HEAD /metrics HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK", "")]
    [InlineData("GET /metrics?name=a&b=? HTTP/1.0\r\n\r\n", "HTTP/1.1 200 OK", "text")]
    [InlineData("HEAD /metrics?x=1 HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK", "")]
    [InlineData("GET /other?/metrics HTTP/1.1\r\n\r\n", "HTTP/1.1 404 Not Found", "There is only /metrics.\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 404 Not Found", "There is only /metrics.\n")]
    [InlineData("POST /metrics HTTP/1.1\r\n\r\n", "HTTP/1.1 405 Method Not Allowed", "Only GET and HEAD.\n")]
    [InlineData("\u0016\u0003\u0001 garbage\r\n\r\n", "HTTP/1.1 400 Bad Request", "This is no HTTP/1.1.\n")]
    [InlineData("", "HTTP/1.1 400 Bad Request", "This is no HTTP/1.1.\n")]
    public void Requests(string request, string status, string body)
    {
        string answer = Encoding.UTF8.GetString(MetricsRequest.Answer(Encoding.Latin1.GetBytes(request), () => "text"));
        Assert.StartsWith(status + "\r\n", answer, StringComparison.Ordinal);
        Assert.Equal(body, answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        Assert.Contains($"Content-Length: {(request.StartsWith("HEAD", StringComparison.Ordinal) ? 4 : body.Length)}\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_hangs_up_or_sends_too_much_does_no_harm()
    {
        using var server = new MetricsServer(0, () => "text");
        using (var rude = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            rude.Connect(IPAddress.Loopback, server.Port);
        }
        using (var endless = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            endless.Connect(IPAddress.Loopback, server.Port);
            endless.Send(new byte[MetricsRequest.Longest]);
        }
        using var client = new HttpClient { Timeout = Device.Patience };
        Assert.Equal("text", await client.GetStringAsync(new Uri($"http://127.0.0.1:{server.Port}/metrics")));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(200)] // more than are served at once
    public async Task Callers_who_say_nothing_hold_up_nobody(int idle)
    {
        using var server = new MetricsServer(0, () => "text", patience: int.MaxValue);
        var silent = new List<Socket>();
        for (int i = 0; i < idle; i++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            silent.Add(socket);
            await socket.ConnectAsync(IPAddress.Loopback, server.Port).WaitAsync(Device.Patience);
            if (i % 2 == 0)
            {
                await socket.SendAsync("GET /met"u8.ToArray());
            }
        }
        using var client = new HttpClient { Timeout = Device.Patience };
        Assert.Equal("text", await client.GetStringAsync(new Uri($"http://127.0.0.1:{server.Port}/metrics")));
        var late = silent[(idle - 1) / 2 * 2];
        await late.SendAsync("rics HTTP/1.1\r\n\r\n"u8.ToArray()); // and late is not too late
        byte[] answer = new byte[15];
        Assert.Equal(15, await late.ReceiveAsync(answer).WaitAsync(Device.Patience));
        Assert.Equal("HTTP/1.1 200 OK", Encoding.ASCII.GetString(answer));
        silent.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public void A_port_that_is_taken_is_named()
    {
        using var server = new MetricsServer(0, () => "");
        var taken = Assert.Throws<IOException>(() => new MetricsServer(server.Port, () => ""));
        Assert.StartsWith($"--metrics {server.Port}: the port cannot be had: ", taken.Message, StringComparison.Ordinal);
    }

    private static string Value(string text, string name) =>
        Assert.Single(text.Split('\n'), line => line.StartsWith(name + " ", StringComparison.Ordinal))[(name.Length + 1)..];
}
