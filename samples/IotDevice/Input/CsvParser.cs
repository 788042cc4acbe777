using System;

namespace IotDevice;

/// <summary>Samples in CSV.</summary>
/// <param name="columns">Where the model's columns are.</param>
internal sealed class CsvParser(CsvColumns columns) : SampleParser
{
    public override bool TryParse(ReadOnlySpan<byte> line, Span<float> sample, out LineFault fault)
    {
        fault = default;
        ForgetTime();
        var targets = columns.Targets;
        bool faulty = false;
        int fields = 0;
        bool last = false;
        for (var rest = line; !last; fields++)
        {
            if (!CsvField.TryTake(ref rest, columns.Separator, out var field, out last))
            {
                fault = LineFault.At(FaultKind.Quote, line, field);
                return false;
            }
            if (fields == columns.Time && !TryTime(field) && !faulty)
            {
                fault = LineFault.At(FaultKind.NotTime, line, field);
                faulty = true;
            }
            int target = fields < targets.Length ? targets[fields] : -1;
            if (target >= 0 && SampleNumber.Read(field, out sample[target]) is { } wrong && !faulty)
            {
                fault = LineFault.At(wrong, line, field, target);
                faulty = true;
            }
        }

        // Checked even where all wanted columns can be read: a comma within a number shifts those behind it.
        if (fields != targets.Length)
        {
            fault = new LineFault { Kind = FaultKind.Count, Found = fields, Expected = targets.Length };
            return false;
        }
        return !faulty;
    }
}
