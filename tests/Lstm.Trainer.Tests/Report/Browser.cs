using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace Lstm.Trainer.Tests.Report;

/// <summary>A headless Chromium, spoken to by its DevTools protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly Process process;
    private readonly string folder;
    private readonly ClientWebSocket socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> answers = new();
    private readonly SemaphoreSlim sending = new(1);
    private readonly List<JsonNode> events = [];
    private TaskCompletionSource loaded = new();
    private Task receiving = Task.CompletedTask;
    private string? session;
    private int last;

    private Browser(Process process, string folder)
    {
        this.process = process;
        this.folder = folder;
    }

    /// <summary>Everything that the page told since it began to load.</summary>
    public IReadOnlyList<JsonNode> Events
    {
        get
        {
            lock (events)
            {
                return [.. events];
            }
        }
    }

    /// <summary>Starts one; where there is none the test is skipped and says so.</summary>
    public static async Task<Browser> Start(CancellationToken cancellation)
    {
        string? program = Names.SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(path => Path.Combine(path, name))).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "needs chromium on the path: the pages were not looked at in a browser");
        string folder = Directory.CreateTempSubdirectory("lstm-browser-").FullName;
        var start = new ProcessStartInfo(program!) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in (string[])["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-port=0", $"--user-data-dir={folder}", "about:blank"])
        {
            start.ArgumentList.Add(argument);
        }
        var browser = new Browser(Process.Start(start)!, folder);
        try
        {
            await browser.Connect(cancellation);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a page in a window of a size and waits until it is there.</summary>
    public async Task Open(string path, int width, int height, bool dark, CancellationToken cancellation)
    {
        await Send("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 }, cancellation);
        await Send("Emulation.setEmulatedMedia", new JsonObject { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }) }, cancellation);
        lock (events)
        {
            events.Clear();
        }
        loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Send("Page.navigate", new JsonObject { ["url"] = new Uri(path).AbsoluteUri }, cancellation);
        await loaded.Task.WaitAsync(cancellation);
    }

    /// <summary>The value of an expression, which may be a promise.</summary>
    public async Task<JsonNode> Evaluate(string expression, CancellationToken cancellation)
    {
        var result = await Send("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true }, cancellation);
        Assert.True(result["exceptionDetails"] is null, result.ToJsonString());
        return result["result"]!["value"]!;
    }

    /// <summary>Moves the mouse to a place in the window.</summary>
    public Task MoveMouse(double x, double y, CancellationToken cancellation) =>
        Send("Input.dispatchMouseEvent", new JsonObject { ["type"] = "mouseMoved", ["x"] = x, ["y"] = y }, cancellation);

    /// <summary>A picture of the whole page, as a PNG file.</summary>
    public async Task<byte[]> Picture(CancellationToken cancellation)
    {
        var result = await Send("Page.captureScreenshot", new JsonObject { ["format"] = "png", ["captureBeyondViewport"] = true }, cancellation);
        return Convert.FromBase64String((string)result["data"]!);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        await receiving;
        socket.Dispose();
        sending.Dispose();
        process.Dispose();
        DeleteFolder();
    }

    private async Task Connect(CancellationToken cancellation)
    {
        const string Listening = "DevTools listening on ";
        string said = "";
        while (await process.StandardError.ReadLineAsync(cancellation) is { } line)
        {
            said += line + "\n";
            if (line.StartsWith(Listening, StringComparison.Ordinal))
            {
                await socket.ConnectAsync(new Uri(line[Listening.Length..]), cancellation);
                receiving = Task.WhenAll(Receive(), process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None), process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None));
                var target = await Send("Target.createTarget", new JsonObject { ["url"] = "about:blank" }, cancellation);
                session = (string)(await Send("Target.attachToTarget", new JsonObject { ["targetId"] = (string)target["targetId"]!, ["flatten"] = true }, cancellation))["sessionId"]!;
                foreach (string domain in (string[])["Page", "Runtime", "Log", "Network"])
                {
                    await Send(domain + ".enable", [], cancellation);
                }
                return;
            }
        }
        throw new InvalidOperationException("The browser ended before it could be spoken to: " + said);
    }

    private async Task<JsonNode> Send(string method, JsonObject parameters, CancellationToken cancellation)
    {
        int id = Interlocked.Increment(ref last);
        var answer = answers[id] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (session is not null)
        {
            message["sessionId"] = session;
        }
        await sending.WaitAsync(cancellation);
        try
        {
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, cancellation);
        }
        finally
        {
            sending.Release();
        }
        var reply = await answer.Task.WaitAsync(cancellation);
        return reply["result"] ?? throw new InvalidOperationException($"{method}: {reply.ToJsonString()}");
    }

    private async Task Receive()
    {
        byte[] buffer = new byte[1 << 16];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                message.Write(buffer, 0, part.Count);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }
                if (part.EndOfMessage)
                {
                    Take(JsonNode.Parse(message.ToArray())!);
                    message.SetLength(0);
                }
            }
        }
        catch (WebSocketException exception)
        {
            foreach (var answer in answers.Values)
            {
                answer.TrySetException(exception);
            }
            loaded.TrySetException(exception);
        }
    }

    private void Take(JsonNode message)
    {
        if (message["id"] is { } id)
        {
            answers[(int)id].TrySetResult(message);
            return;
        }
        lock (events)
        {
            events.Add(message);
        }
        if ((string?)message["method"] == "Page.loadEventFired")
        {
            loaded.TrySetResult();
        }
    }

    private void DeleteFolder()
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A helper process of the browser may still be writing; the folder is temporary anyway.
        }
    }
}
