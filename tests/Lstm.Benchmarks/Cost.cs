using System.Collections.Generic;
using System.Linq;

namespace Lstm.Benchmarks;

/// <summary>What something costs: the time of a pass with it, beside the time of one without.</summary>
/// <param name="Subject">What is measured.</param>
/// <param name="Mode">How many rows take the results.</param>
/// <param name="With">The pass with it.</param>
/// <param name="Plain">What does the same without it.</param>
internal sealed record Cost(string Subject, Mode Mode, (Size Size, Pass Pass) With, (Size Size, Pass Pass) Plain)
{
    private const int Rounds = 60;

    private static Mode Step { get; } = Mode.All[0];

    private static Mode Run { get; } = Mode.All[1];

    /// <summary>All costs that can be told at a size.</summary>
    public static IEnumerable<Cost> Of(Subject subject)
    {
        var size = subject.Size;
        var problem = new Problem(size);
        if (Variants.Peepholes.Any(variant => variant.Size == size))
        {
            yield return new Cost($"peepholes {size}", Step, Prepare(Variants.Peepholes, size), (size, subject.Prepare(problem, Step)));
        }
        if (Variants.Stacks.Any(stack => stack.Size == size))
        {
            var second = new Size(size.Hidden, size.Hidden);
            yield return new Cost($"stack {size}+{second}", Step, Prepare(Variants.Stacks, size), Prepare(Variants.InTurn, size));
        }
        yield return new Cost($"surface {size}", Run, (size, subject.Prepare(problem, Step)), (size, subject.Prepare(problem, Run)));
    }

    /// <summary>Nanoseconds per step without and with it: medians of passes that take turns.</summary>
    public (double Plain, double With) Measure()
    {
        var times = Timing.InTurns([With, Plain], Mode, Rounds);
        return (Timing.Median(times[1]), Timing.Median(times[0]));
    }

    private static (Size Size, Pass Pass) Prepare(IEnumerable<Variant> variants, Size size) => (size, variants.Single(variant => variant.Size == size).Prepare());
}
