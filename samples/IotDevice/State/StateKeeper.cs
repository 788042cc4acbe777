using System.IO;

namespace IotDevice;

/// <summary>Keeps what the next start continues from: all that is remembered behind the last sample whose result is out.</summary>
/// <param name="model">The network, whose memory is saved.</param>
/// <param name="clock">Knows the time of the last sample.</param>
/// <param name="alarm">The alarm; null where the model has none.</param>
/// <param name="summary">Counts what is saved.</param>
internal sealed class StateKeeper<TModel>(GuardedModel<TModel> model, SampleClock clock, AlarmWatch? alarm, Summary summary)
    where TModel : struct, IDeviceModel<TModel>
{
    private Moment written;

    /// <summary>Where the state is kept; null for nowhere.</summary>
    public StateFile? File { get; set; }

    /// <summary>The result of the last sample is out.</summary>
    /// <param name="samples">How many there were, those of earlier starts counted.</param>
    public void Mark(long samples) =>
        written = new() { Model = model.Trusted, Samples = samples, Alarm = alarm?.Memory ?? default, Log = alarm?.Log.History ?? default, LastTime = clock.Last };

    /// <summary>Continues where an earlier start ended.</summary>
    /// <returns>Samples up to there; null if there is no state.</returns>
    /// <exception cref="StateException">There is a state file, but it cannot be used.</exception>
    public long? Restore()
    {
        if (File?.Read(TModel.SpecHash, TModel.MemoryBytes) is not { } state)
        {
            return null;
        }
        if (!model.TryRestore(state.Memory))
        {
            throw File.Refuse("its state contains a number that is not finite, so the network could never give a finite result again");
        }
        clock.Accept(state.LastTime);
        alarm?.Restore(state);
        Mark(state.Samples);
        return state.Samples;
    }

    /// <summary>Saves the state, if it is kept anywhere.</summary>
    /// <exception cref="IOException">It cannot be saved.</exception>
    public void Save()
    {
        if (File is not null)
        {
            byte[] memory = new byte[TModel.MemoryBytes];
            written.Model.SaveMemory(memory);
            File.Write(new DeviceState(TModel.SpecHash, written.Samples, written.Alarm, written.Log, memory) { LastTime = written.LastTime });
            summary.StateSaves++;
        }
    }

    // What is remembered between two samples.
    private struct Moment
    {
        public TModel Model;
        public long Samples;
        public AlarmMemory Alarm;
        public AlarmHistory Log;
        public long LastTime;
    }
}
