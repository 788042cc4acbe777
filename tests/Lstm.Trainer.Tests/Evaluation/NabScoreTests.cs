using System;
using System.Linq;
using Lstm.Training.Evaluation;
using Xunit;

namespace Lstm.Trainer.Tests.Evaluation;

/// <summary>The score of the Numenta Anomaly Benchmark, with values worked out from its formula; its own scorer gave the same on other people's detectors.</summary>
public class NabScoreTests
{
    private static readonly RowWindow[] Two = [new(200, 209), new(500, 549)];

    private static readonly NabProfile Standard = NabProfile.All[0], FewAlarms = NabProfile.All[1], FewMisses = NabProfile.All[2];

    [Fact]
    public void Nothing_flagged_is_0_and_the_first_row_of_each_window_100()
    {
        Assert.All(NabProfile.All, profile => Assert.Equal(0, Score(profile)));
        Assert.All(NabProfile.All, profile => Assert.Equal(100, Score(profile, 200, 500), 1e-12));
        Assert.All(NabProfile.All, profile => Assert.Equal(100, Score(profile, 200, 201, 209, 500, 549), 1e-12)); // later ones count nothing
        Assert.Equal(50, Score(Standard, 200), 1e-12);
    }

    // σ(x) = 2/(1 + e^5x) − 1: a window of ten rows found at its last, x = −1/10, gives σ(−0.1)/σ(−1) = 0.24824 of 1.
    [Fact]
    public void A_window_found_late_counts_less()
    {
        Assert.Equal(-1 + 0.24824154, NabScore.Raw(Standard, Flags(209), Two), 1e-8);
        Assert.Equal(-2 + 0.24824154, NabScore.Raw(FewMisses, Flags(209), Two), 1e-8);
        Assert.Equal(100 * (1 + 0.24824154) / 4, Score(Standard, 209), 1e-6);
        Assert.Equal(100 * (2 + 0.24824154) / 6, Score(FewMisses, 209), 1e-6);
    }

    [Fact]
    public void A_row_flagged_outside_counts_against_the_more_the_farther_it_is_behind_a_window()
    {
        Assert.Equal(-2 - 0.11, NabScore.Raw(Standard, Flags(180), Two), 1e-12); // before the first
        Assert.Equal(-2 + (0.11 * ((2 / (1 + Math.Exp(25.0 / 9))) - 1)), NabScore.Raw(Standard, Flags(214), Two), 1e-12); // 5 rows behind a window of 10
        Assert.Equal(-2 - 0.11, NabScore.Raw(Standard, Flags(237), Two), 1e-12); // 28/9 > 3
        Assert.Equal(-2 - 0.22, NabScore.Raw(FewAlarms, Flags(180), Two), 1e-12);
        Assert.Equal(-5.5, Score(Standard, 160, 170), 1e-12);
    }

    [Fact]
    public void The_beginning_is_not_judged()
    {
        Assert.Equal((0, 149, 150, 750, 750), (NabScore.Probation(6), NabScore.Probation(999), NabScore.Probation(1000), NabScore.Probation(5000), NabScore.Probation(100_000)));
        Assert.Equal(-2, NabScore.Raw(Standard, Flags(0, 149), Two));
        Assert.Equal(-2.11, NabScore.Raw(Standard, Flags(150), Two), 1e-12);
        Assert.Equal(0, NabScore.Raw(Standard, Flags(), [new(100, 149)])); // neither found nor missed
        Assert.Equal(-1, NabScore.Raw(Standard, Flags(), [new(100, 150)]));
    }

    [Fact]
    public void Figures_count_windows_alarms_and_rows()
    {
        float[] scores = new float[1000];
        foreach (int row in new[] { 10, 205, 206, 300, 301, 302, 400, 549 })
        {
            scores[row] = 4;
        }
        var metrics = DetectionScores.Of(scores, 4, Two).ToDictionary(metric => metric.Name, metric => metric.Value);
        Assert.Equal(8, metrics["flagged"]);
        Assert.Equal(2, metrics["windows found"]);
        Assert.Equal(1, metrics["recall"]);
        Assert.Equal(0.5, metrics["precision"]); // two alarms outside: rows 300 to 302, and 400
        Assert.Equal(1000 * 4 / 790.0, metrics["false alarms"], 1e-12); // 850 rows are judged, 60 of them in windows
        Assert.Equal(NabScore.Normalised(Standard, [.. scores.Select(score => score >= 4)], Two), metrics["NAB standard"]);
        Assert.Equal(["flagged"], DetectionScores.Of(scores, 4, null).Select(metric => metric.Name));
    }

    private static double Score(NabProfile profile, params int[] flagged) => NabScore.Normalised(profile, Flags(flagged), Two);

    private static bool[] Flags(params int[] flagged) => [.. Enumerable.Range(0, 1000).Select(row => flagged.Contains(row))];
}
