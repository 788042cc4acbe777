using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Lstm.Generator.Tests.Specification;

/// <summary>Spec files whose sizes are anywhere in their ranges, often at an end of them: what a parser may meet.</summary>
internal sealed class ExtremeSpecs(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>The text of a spec; not all of them keep every rule.</summary>
    /// <param name="most">The most that a size may be; the ends of its range unless that is less.</param>
    public string Next(int most = int.MaxValue)
    {
        int input = Size(65536, most);
        var layers = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Layer(most)).ToList();
        if (random.Next(8) == 0)
        {
            input = 1;
            layers.Insert(0, $$"""{ "type": "embedding", "rows": {{Size(1 << 20, most)}}, "size": {{Size(4096, most)}} }""");
        }
        if (random.Next(4) == 0)
        {
            layers.Add("""{ "type": "pool", "kind": "mean" }""");
        }
        string budgets = (random.Next(3) == 0 ? $", \"maxStateBytes\": {Budget()}" : "") + (random.Next(4) == 0 ? $", \"maxWeightBytes\": {Budget()}" : "");
        return $$"""{ "input": {{input}}, "layers": [ {{string.Join(", ", layers)}} ]{{budgets}} }""";
    }

    private string Layer(int most)
    {
        string bias = random.Next(4) == 0 ? ", \"bias\": false" : "";
        return random.Next(12) switch
        {
            0 or 1 => $$"""{ "type": "lstm", "hidden": {{Size(4096, most)}}{{Flag("peephole")}}{{Ways()}}{{bias}} }""",
            2 => $$"""{ "type": "lstm", "hidden": {{Size(4096, most)}}{{Flag("peephole")}}{{Flag("coupled")}}{{Flag("layerNorm")}}{{(random.Next(2) == 0 ? $", \"projection\": {Size(4095, most)}" : "")}}{{Ways()}}{{bias}} }""",
            3 => $$"""{ "type": "gru", "hidden": {{Size(4096, most)}}, "reset": "{{(random.Next(2) == 0 ? "before" : "after")}}"{{Ways()}}{{bias}} }""",
            4 => $$"""{ "type": "rnn", "hidden": {{Size(4096, most)}}{{Ways()}}{{bias}} }""",
            5 => $$"""{ "type": "ltm-stm", "hidden": {{Size(4096, most)}}{{Ways()}}{{bias}} }""",
            6 or 7 or 8 => $$"""{ "type": "conv1d", "filters": {{Size(4096, most)}}, "kernel": {{Size(4096, most)}}, "stride": {{Size(4096, most)}}, "dilation": {{Size(4096, most)}}{{bias}} }""",
            9 => $$"""{ "type": "frame-conv1d", "channels": {{Size(64, most)}}, "filters": {{Size(4096, most)}}, "kernel": {{Size(4096, most)}}, "stride": {{Size(4096, most)}}, "dilation": {{Size(4096, most)}}, "padLeft": {{Size(4096, most) - 1}}, "padRight": {{Size(4096, most)}}{{bias}} }""",
            10 => $$"""{ "type": "dense", "size": {{Size(4096, most)}}{{bias}} }""",
            _ => $$"""{ "type": "scale", "tensor": "s{{random.Next(1 << 20)}}"{{(random.Next(2) == 0 ? $", \"offset\": \"o{random.Next(1 << 20)}\"" : "")}} }""",
        };
    }

    private string Flag(string name) => random.Next(2) == 0 ? $", \"{name}\": true" : "";

    private string Ways() => (random.Next(4) == 0 ? ", \"direction\": \"bidirectional\"" : "") + Flag("initialState");

    private int Size(int end, int most)
    {
        int least = Math.Min(end, most);
        int[] marks = [1, 2, 3, 15, 16, 17, 63, 64, 65, 255, least - 1, least];
        int size = random.Next(3) == 0 ? (int)Math.Exp(random.NextDouble() * Math.Log(least + 0.999)) : marks[random.Next(marks.Length)];
        return Math.Clamp(size, 1, least);
    }

    private string Budget() => ((long)Math.Exp(random.NextDouble() * 43)).ToString(CultureInfo.InvariantCulture);
}
