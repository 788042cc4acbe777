using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.Tracing;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Lstm.Disassembly.Tests.X64;

/// <summary>Hears from the runtime where it puts the code of each method it compiles.</summary>
internal sealed class JitListener : EventListener
{
    private const string RuntimeEvents = "Microsoft-Windows-DotNETRuntime";
    private const EventKeywords JitKeyword = (EventKeywords)0x10;

    private readonly BlockingCollection<(nint Method, nint Start, int Length)> compiled = [];

    /// <summary>Compiles methods and says where their code is.</summary>
    public static IReadOnlyDictionary<MethodInfo, (nint Start, int Length)> Compile(IReadOnlyCollection<MethodInfo> methods)
    {
        using var listener = new JitListener();
        foreach (var method in methods)
        {
            Type[] arguments = [.. method.DeclaringType!.GetGenericArguments(), .. method.GetGenericArguments()];
            RuntimeHelpers.PrepareMethod(method.MethodHandle, Array.ConvertAll(arguments, type => type.TypeHandle));
        }

        // The events arrive later, on another thread, among those of other methods.
        var awaited = methods.ToDictionary(method => method.MethodHandle.Value);
        var found = new Dictionary<MethodInfo, (nint, int)>();
        while (awaited.Count > 0)
        {
            if (!listener.compiled.TryTake(out var code, TimeSpan.FromMinutes(1)))
            {
                throw new TimeoutException($"The runtime did not say where it put the code of {string.Join(", ", awaited.Values)}.");
            }
            if (awaited.Remove(code.Method, out var method))
            {
                found.Add(method, (code.Start, code.Length));
            }
        }
        return found;
    }

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == RuntimeEvents)
        {
            EnableEvents(eventSource, EventLevel.Verbose, JitKeyword);
        }
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName!.StartsWith("MethodLoadVerbose", StringComparison.Ordinal))
        {
            compiled.Add(((nint)Number("MethodID"), (nint)Number("MethodStartAddress"), (int)Number("MethodSize")));
        }

        ulong Number(string name) => Convert.ToUInt64(eventData.Payload![eventData.PayloadNames!.IndexOf(name)], CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        compiled.Dispose();
    }
}
