using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Lstm.Training.Engine;

/// <summary>Threads that share pieces of work; the caller's own is one of them. Nothing is allocated for a piece.</summary>
internal sealed class ShardWorkers : IDisposable
{
    // To be woken takes longer than what lies between two pieces of a small network's step: a thread looks for a while before it sleeps.
    private const int Looks = 1000, Pause = 4;

    private readonly Thread[] helpers;
    private readonly SemaphoreSlim begin = new(0);
    private readonly CountdownEvent done = new(1);
    private Action<int>? work;
    private int count;
    private int taken;
    private Exception? failure;
    private volatile bool closing;

    /// <param name="threads">How many, the caller's included.</param>
    public ShardWorkers(int threads)
    {
        helpers = new Thread[threads - 1];
        for (int i = 0; i < helpers.Length; i++)
        {
            helpers[i] = new Thread(Help) { IsBackground = true, Name = $"training {i + 1}" };
            helpers[i].Start();
        }
    }

    /// <summary>How many threads, the caller's included.</summary>
    public int Count => helpers.Length + 1;

    /// <summary>Does pieces 0 to <paramref name="pieces"/> − 1, in no particular order, and returns when all are done.</summary>
    public void Run(int pieces, Action<int> piece)
    {
        work = piece;
        count = pieces;
        taken = 0;
        int wanted = Math.Min(helpers.Length, pieces - 1);
        if (wanted > 0)
        {
            done.Reset(wanted);
            begin.Release(wanted);
        }
        TakePieces();
        if (wanted > 0)
        {
            for (int look = 0; look < Looks && !done.IsSet; look++)
            {
                Thread.SpinWait(Pause);
            }
            done.Wait();
        }
        if (failure is { } exception)
        {
            failure = null;
            ExceptionDispatchInfo.Throw(exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        closing = true;
        if (helpers.Length > 0)
        {
            begin.Release(helpers.Length);
        }
        foreach (var helper in helpers)
        {
            helper.Join();
        }
        begin.Dispose();
        done.Dispose();
    }

    private void Help()
    {
        while (true)
        {
            for (int look = 0; look < Looks && begin.CurrentCount == 0; look++)
            {
                Thread.SpinWait(Pause);
            }
            begin.Wait();
            if (closing)
            {
                return;
            }
            TakePieces();
            done.Signal();
        }
    }

    private void TakePieces()
    {
        try
        {
            for (int piece = Interlocked.Increment(ref taken) - 1; piece < count; piece = Interlocked.Increment(ref taken) - 1)
            {
                work!(piece);
            }
        }
        catch (Exception exception) // it belongs to who called Run, whatever it is
        {
            Interlocked.CompareExchange(ref failure, exception, null);
        }
    }
}
