using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace IotDevice.Tests;

/// <summary>Samples from a daemon's socket, also where the daemon goes away and comes back.</summary>
[Trait("Speed", "Slow")]
public sealed class SensorTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("unix")]
    [InlineData("tcp")]
    public async Task A_daemon_that_goes_away_and_comes_back(string kind)
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "kill");
        var (endPoint, address) = Address(kind);
        var listener = Listen(endPoint);
        address = kind == "tcp" ? $"tcp:localhost:{((IPEndPoint)listener.LocalEndPoint!).Port}" : address;
        endPoint = kind == "tcp" ? listener.LocalEndPoint! : endPoint;
        using var device = new LiveDevice([.. Device.MemoryCell, "--input", address, "--state", folder["state"]]);

        using (var daemon = await listener.AcceptAsync().WaitAsync(Device.Patience))
        {
            await device.Says($"sensor {address}: connected");
            await Send(daemon, "x1,x2,x3\n1,1,1\n2,1,1\n7");
            Assert.Equal("{\"n\":1,\"y\":1}", await device.Result());
            Assert.Equal("{\"n\":2,\"y\":3}", await device.Result());
            listener.Dispose(); // before the connection, so that the program finds nobody
        }
        await device.Says("the connection has ended");
        await device.Says("trying again after");

        if (kind == "unix")
        {
            File.Delete(folder["sensor.sock"]);
        }
        listener = Listen(endPoint);
        using (var daemon = await listener.AcceptAsync().WaitAsync(Device.Patience))
        {
            await device.Says("connected");
            await Send(daemon, "booting\nx3,x2,x1\n1,1,4\n"); // first of all no header; another header; nothing of the 7 is left
            Assert.Equal("{\"n\":3,\"y\":7}", await device.Result());
            device.Signal("TERM");
            var outcome = (await device.End()).Ok();
            Assert.Matches(@"\n3 steps, 1 line skipped; .*; 0 bytes allocated in the loop \(and \d+ to save, connect and swap\)\n$", outcome.Errors);
        }
        listener.Dispose();
    }

    [Fact]
    public async Task A_connection_that_is_reset_costs_the_loop_no_memory()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "kill");
        using var listener = Listen(new IPEndPoint(IPAddress.Loopback, 0));
        string address = $"tcp:localhost:{((IPEndPoint)listener.LocalEndPoint!).Port}";
        using var device = new LiveDevice([.. Device.MemoryCell, "--input", address]);
        for (int n = 1; n <= 3; n++)
        {
            using var daemon = await listener.AcceptAsync().WaitAsync(Device.Patience);
            await Send(daemon, "[1,1,1]\n");
            Assert.Equal($"{{\"n\":{n},\"y\":{n}}}", await device.Result());
            daemon.LingerState = new LingerOption(true, 0); // closing resets
        }
        using var last = await listener.AcceptAsync().WaitAsync(Device.Patience);
        device.Signal("TERM");
        Assert.Matches(@"\n3 steps, 0 lines skipped; .*; 0 bytes allocated in the loop \(and", (await device.End()).Ok().Errors);
    }

    [Fact]
    public async Task A_daemon_that_is_not_there_yet()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "kill");
        var (endPoint, address) = Address("unix");
        using var device = new LiveDevice([.. Device.MemoryCell, "--quiet", "--input", address]);
        Assert.Equal($"sensor {address}: No such file or directory; trying again after 100 ms, then after twice as long each time, up to 10000 ms", await device.Says("trying again"));
        using var listener = Listen(endPoint);
        using var daemon = await listener.AcceptAsync().WaitAsync(Device.Patience);
        await Send(daemon, "[1,1,1]\n");
        Assert.Equal("{\"n\":1,\"y\":1}", await device.Result());
    }

    [Fact]
    public async Task While_it_waits_for_a_daemon_a_signal_ends_it()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "kill");
        using var device = new LiveDevice([.. Device.MemoryCell, "--input", Address("unix").Text, "--state", folder["state"]]);
        await device.Says("trying again");
        device.Signal("TERM");
        Assert.Matches(@"\n0 steps, 0 lines skipped; ", (await device.End()).Ok().Errors);
        Assert.Equal(["state"], folder.Files);
    }

    [Fact]
    public void Each_wait_is_twice_the_one_before_up_to_a_limit()
    {
        var backoff = new Backoff();
        int[] waits = new int[9];
        for (int i = 0; i < waits.Length; i++)
        {
            waits[i] = backoff.Next();
        }
        Assert.Equal([100, 200, 400, 800, 1600, 3200, 6400, 10000, 10000], waits);
        backoff.Reset();
        Assert.Equal(100, backoff.Next());
    }

    [Fact]
    public void Where_nobody_is_there()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "its messages");
        int port;
        using (var listener = Listen(new IPEndPoint(IPAddress.Loopback, 0)))
        {
            port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        }
        Assert.Equal("Connection refused", Refused($"tcp:127.0.0.1:{port}")); // whoever reports it says where
        Assert.Equal("Connection refused", Refused($"tcp:localhost:{port}"));
        Assert.DoesNotContain("nobody", Refused("tcp:nobody.invalid:7000"), StringComparison.Ordinal);
        Assert.Equal("No such file or directory", Refused($"unix:{folder["nobody"]}"));
        using (Listen(new UnixDomainSocketEndPoint(folder["left"])))
        {
        }
        File.WriteAllText(folder["left"], "a socket's name outlives it");
        Assert.Equal("Connection refused", Refused($"unix:{folder["left"]}"));

        static string Refused(string address) => Assert.Throws<IOException>(() => SensorAddress.Parse(address)!.Connect()).Message;
    }

    [Theory]
    [InlineData("unix:/run/a.sock", "/run/a.sock", 0)]
    [InlineData("tcp:localhost:7000", "localhost", 7000)]
    [InlineData("tcp:[::1]:7000", "::1", 7000)]
    public void Addresses(string text, string name, int port) => Assert.Equal(new SensorAddress(text, name, port), SensorAddress.Parse(text));

    [Fact]
    public async Task A_path_that_no_socket_can_have_is_refused_at_once()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "its limit and its message");
        string longest = "unix:" + new string('a', 105) + "é";
        var nobody = Assert.Throws<IOException>(() => SensorAddress.Parse(longest)!.Connect());
        Assert.Equal("No such file or directory", nobody.Message);
        var outcome = await Device.Run("--input", longest + "a");
        Assert.Equal(2, outcome.ExitCode);
        string expected = $"--input {longest}a: a socket's path has at most 107 bytes; found 108.\n";
        Assert.StartsWith(expected, outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_no_addresses()
    {
        Assert.Null(SensorAddress.Parse("samples.csv"));
        Assert.Null(SensorAddress.Parse("-"));
    }

    private (EndPoint EndPoint, string Text) Address(string kind) => kind == "unix"
        ? (new UnixDomainSocketEndPoint(folder["sensor.sock"]), $"unix:{folder["sensor.sock"]}")
        : (new IPEndPoint(IPAddress.Loopback, 0), "");

    private static Socket Listen(EndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        if (endPoint is IPEndPoint)
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // the port of a moment ago
        }
        socket.Bind(endPoint);
        socket.Listen();
        return socket;
    }

    private static async Task Send(Socket socket, string text) => await socket.SendAsync(Encoding.UTF8.GetBytes(text));
}
