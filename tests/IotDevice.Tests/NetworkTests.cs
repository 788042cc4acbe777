using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace IotDevice.Tests;

/// <summary>Linux's own sockets and .NET's: what the one does, the other does too.</summary>
public sealed class NetworkTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("linux")]
    [InlineData("dotnet")]
    public void Both_ends_of_a_port(string kind)
    {
        var network = Named(kind);
        using var listener = network.Listen(0);
        Assert.InRange(listener.Port, 1, 65535);
        using var client = network.ConnectTcp("localhost", listener.Port);
        using var caller = listener.Accept(patience: 10_000);
        Assert.Equal(5, client.Send("hello"u8));
        Assert.Equal("hello", Receive(caller));
        Assert.Equal(2, caller.Send("ok"u8));
        Assert.Equal("ok", Receive(client));
        client.EndSending();
        Assert.Equal("", Receive(caller));
    }

    [Theory]
    [InlineData("linux")]
    [InlineData("dotnet")]
    public void A_unix_socket(string kind)
    {
        var network = Named(kind);
        string path = folder["sensor.sock"];
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        using var connection = network.ConnectUnix(path);
        using (var daemon = listener.Accept())
        {
            daemon.Send("1,1,1\n"u8);
            Assert.Equal("1,1,1\n", Receive(connection));
        }
        Assert.Equal("", Receive(connection));
    }

    [Theory]
    [InlineData("linux")]
    [InlineData("dotnet")]
    public void Where_nobody_is_there(string kind)
    {
        var network = Named(kind);
        var listener = network.Listen(0);
        int port = listener.Port;
        listener.Dispose();
        var refused = Assert.Throws<IOException>(() => network.ConnectTcp("127.0.0.1", port));
        Assert.Equal("Connection refused", refused.Message); // whoever reports it says where
        Assert.Throws<IOException>(() => network.ConnectTcp("nobody.invalid", port));
        Assert.DoesNotContain("nobody", Assert.Throws<IOException>(() => network.ConnectUnix(folder["nobody"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linux")]
    [InlineData("dotnet")]
    public void A_port_that_is_taken(string kind)
    {
        var network = Named(kind);
        using var listener = network.Listen(0);
        Assert.Equal("Address already in use", Assert.Throws<IOException>(() => network.Listen(listener.Port)).Message);
    }

    [Theory]
    [InlineData("linux")]
    [InlineData("dotnet")]
    public void A_caller_that_says_nothing_is_given_up(string kind)
    {
        var network = Named(kind);
        using var listener = network.Listen(0);
        using var client = network.ConnectTcp("localhost", listener.Port);
        using var caller = listener.Accept(patience: 50);
        Assert.Equal(-1, caller.Receive(new byte[1]));
    }

    [Theory]
    [InlineData("linux")]
    [InlineData("dotnet")]
    public void One_wait_for_all(string kind)
    {
        var network = Named(kind);
        using var listener = network.Listen(0);
        Assert.Equal(-1, listener.Wait([], 0));
        using var first = network.ConnectTcp("localhost", listener.Port);
        Assert.Equal(0, listener.Wait([], -1));
        using var caller = listener.Accept(patience: 10_000);
        Assert.Equal(-1, listener.Wait([caller], 0));
        using var second = network.ConnectTcp("localhost", listener.Port);
        Assert.Equal(1, listener.Wait([caller], -1));
        using var other = listener.Accept(patience: 10_000);
        second.Send("hello"u8);
        Assert.Equal(1, listener.Wait([caller, other], -1));
        first.EndSending();
        Assert.Equal(0, listener.Wait([caller, other], -1));
    }

    [Theory]
    [InlineData("linux")]
    [InlineData("dotnet")]
    public async Task Disposing_ends_the_wait_for_a_caller(string kind)
    {
        var listener = Named(kind).Listen(0);
        var waiting = Task.Run(() => listener.Accept(patience: 1000));
        await Task.Delay(100);
        listener.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => waiting.WaitAsync(Device.Patience));
        Assert.Throws<ObjectDisposedException>(() => listener.Accept(patience: 1000));
    }

    private static Network Named(string kind)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux's sockets, and its messages");
        return kind == "linux" ? new LinuxNetwork() : new DotNetNetwork();
    }

    private static string Receive(IConnection connection)
    {
        byte[] buffer = new byte[100];
        return Encoding.UTF8.GetString(buffer, 0, connection.Receive(buffer));
    }
}
