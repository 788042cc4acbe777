using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;
using Lstm.Training.Report;
using Lstm.Training.Report.Gates;
using Lstm.Training.Report.Sections;
using Xunit;

namespace Lstm.Trainer.Tests.Report;

/// <summary>Pages hold what they should, whatever goes in.</summary>
[Trait("Speed", "Slow")]
public partial class PageTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public void The_forget_gate_of_the_memory_cell_is_dark_at_one_step_only()
    {
        string html = TracePage.Html("memory-cell", MemoryCell.Trace());
        var forget = Map(html, "Forget gate f");
        Assert.Equal((9, 1), (forget.Width, forget.Height));
        Assert.Equal([254, 254, 254, 254, 254, 254, 0, 254, 254], forget.Pixels);
        Assert.Equal([0, 254, 0, 254, 0, 0, 0, 254, 0], Map(html, "Input gate i").Pixels);
        Assert.Equal([127, 181, 181, 254, 254, 254, 127, 236, 236], Map(html, "Cell state c").Pixels.Select(p => (int)p));
        Assert.Contains("Longest memory: unit 1 (a switch, open at 88.9\u00A0% of the steps).", html, StringComparison.Ordinal);
        Assert.Contains("Most is forgotten at step 7 (the mean of all units is 0).", html, StringComparison.Ordinal);
        Assert.Contains("The largest change is at step 7: the cell states together move by 7.", html, StringComparison.Ordinal);
        Assert.Contains("Unit 1 has the widest range, from 0 to 7.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Units_are_sorted_by_what_they_keep_and_sentences_say_what_stands_out()
    {
        // f: unit 1 keeps half, unit 2 keeps all, unit 3 nothing, unit 4 0.98: a memory of 50 steps.
        double[] keeps = [0.5, 1, 0, 0.98];
        string html = TracePage.Html("m", MadeReports.Trace(20, 4, value: (_, unit) => keeps[unit]));
        Assert.Contains("data-units=\"2,4,1,3\"", html, StringComparison.Ordinal);
        var forget = Map(html, "Forget gate f");
        Assert.Equal([254, (int)Math.Round(254 * 0.98), 127, 0], Enumerable.Range(0, 4).Select(row => (int)forget[0, row]));
        Assert.Contains("unit 2 (it loses nothing), unit 4 (f is 0.98 on average, a memory of about 50 steps)", html, StringComparison.Ordinal);
        Assert.Contains("Unit 3 forgets everything all the time", html, StringComparison.Ordinal);
        Assert.Contains("Units 2 and 4 keep everything all the time", html, StringComparison.Ordinal);
        Assert.Contains("It is the same at every step.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_names_stay_names()
    {
        string bad = MadeReports.Hostile;
        var parts = new[] { MadeReports.Classes(3, bad, bad), MadeReports.Numbers([1, 2], [2, 1], bad, bad), TokenPart(bad) };
        string html = ReportPage.Html(MadeReports.Report(MadeReports.Result(3), parts, MadeReports.Trace(4, 2, name: bad, labels: 4), bad));
        Assert.Equal(1, Regex.Count(html, "<script"));
        Assert.Equal(1, Regex.Count(html, "</style"));
        Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', html);
        Assert.DoesNotContain('\0', html);
        Check(html);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 3, 4)]
    [InlineData(100_000, 1, 1)]
    [InlineData(5000, 32, 2)]
    [InlineData(100, 4096, 1)]
    [InlineData(900, 24, 12)]
    public void Gate_maps_of_any_size(int steps, int units, int layers) => Check(TracePage.Html("sizes", MadeReports.Trace(steps, units, layers, inputs: 12, outputs: 12)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void Loss_curves_of_any_length(int epochs)
    {
        string html = Check(ReportPage.Html(MadeReports.Report(MadeReports.Result(epochs), [])));
        Assert.Contains("best: epoch 1,", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(12)]
    [InlineData(25)]
    [InlineData(1000)]
    public void Any_number_of_classes(int count)
    {
        string html = Check(ReportPage.Html(MadeReports.Report(MadeReports.Result(2), [MadeReports.Classes(count)])));
        Assert.Equal(count > 24, html.Contains("classes with the most mistakes", StringComparison.Ordinal));
    }

    [Fact]
    public void Shares_of_the_confusion_matrix()
    {
        var part = MadeReports.Classes(2) with { Confusion = new ConfusionMatrix(["cat", "dog"], new long[,] { { 3, 1 }, { 0, 0 } }) };
        string html = Check(ReportPage.Html(MadeReports.Report(MadeReports.Result(1), [part])));
        Assert.Contains("75.0\u00A0%<small>3</small>", html.ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.Matches("<th scope=\"row\">cat</th>\\s*<td>4</td>\\s*<td>75.0.%</td>\\s*<td>100.0.%</td>\\s*<td>[^<]+</td>\\s*<td>dog \\(1\\)</td>", html);
        Assert.Matches("<th scope=\"row\">dog</th>\\s*<td>0</td>\\s*<td>–</td>\\s*<td>0.0.%</td>\\s*<td>[^<]+</td>\\s*<td>–</td>", html);
    }

    [Fact]
    public void Values_that_are_no_numbers_and_numbers_that_are_too_large()
    {
        float[] odd = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -float.MaxValue, float.Epsilon, 0, 1];
        double[] wide = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, -double.MaxValue, double.Epsilon, 0, 1];
        foreach (int skip in Enumerable.Range(0, odd.Length))
        {
            float[] turned = [.. odd[skip..], .. odd[..skip]];
            var result = MadeReports.Result(8, n => wide[(n + skip) % 8], n => wide[n % 8], StopReason.Diverged);
            var parts = new[] { MadeReports.Numbers(odd, turned), MadeReports.Numbers(odd, turned, task: TaskKind.Binary), MadeReports.Numbers([turned[0]], [odd[1]]) };
            Check(ReportPage.Html(MadeReports.Report(result, parts, MadeReports.Trace(8, 8, value: (t, unit) => wide[(t + unit + skip) % 8]))));
            Check(TracePage.Html("one value", MadeReports.Trace(3, 2, value: (_, _) => wide[skip])));
        }
    }

    [Fact]
    public void Nothing_at_all_says_so()
    {
        var empty = new PartEvaluation("test", TaskKind.Regression, [], [], null, [], []);
        var result = new TrainingResult(StopReason.Cancelled, "Cancelled after 0 epochs.", null, []);
        var nothing = new GateTrace("none", [], [], [], [], []);
        string html = Check(ReportPage.Html(new TrainingReport("", [], [], "", result, [empty], nothing)));
        Assert.Contains("No epoch was completed", html, StringComparison.Ordinal);
        Assert.Contains("This part is empty", html, StringComparison.Ordinal);
        Assert.Contains("nothing to show", html, StringComparison.Ordinal);
        Check(TracePage.Html("no layers", MadeReports.Trace(5, 1, layers: 0, inputs: 0, outputs: 0, labels: 5)));
        var partial = new[] { MadeReports.Numbers([], []), MadeReports.Classes(2) with { Confusion = new ConfusionMatrix([], new long[0, 0]) }, TokenPart("a") with { OutputNames = [] } };
        Check(ReportPage.Html(MadeReports.Report(MadeReports.Result(1, validation: _ => double.NaN), partial)));
    }

    [Fact]
    public void Many_answers_stay_small()
    {
        float[] truths = [.. Enumerable.Range(0, 200_000).Select(n => MathF.Sin(n * 0.001f))];
        float[] answers = [.. truths.Select((truth, n) => truth + (0.1f * MathF.Sin(n * 0.7f)))];
        var part = MadeReports.Numbers(truths, answers);
        string html = Check(ReportPage.Html(MadeReports.Report(MadeReports.Result(5), [part])));
        Assert.Contains("2,000 of 200,000 points, evenly picked.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_page_replaces_the_old_one_and_leaves_nothing_else()
    {
        string folder = Directory.CreateTempSubdirectory("lstm-page-").FullName;
        try
        {
            string path = Path.Combine(folder, "report.html");
            TracePage.Save("memory-cell", MemoryCell.Trace(), path);
            ReportPage.Save(MadeReports.Report(MadeReports.Result(2), []), path);
            Assert.Equal([path], Directory.GetFiles(folder));
            Assert.Contains("made up: training report", File.ReadAllText(path), StringComparison.Ordinal);
            Assert.Throws<DirectoryNotFoundException>(() => TracePage.Save("m", MemoryCell.Trace(), Path.Combine(folder, "none", "x.html")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static PartEvaluation TokenPart(string name)
    {
        var sequence = new Sequence(name, 3, [], [], [0, -1, 1], [1, 0, 1]);
        return new PartEvaluation("test", TaskKind.NextToken, [], [], null, [0.25f], [new Prediction(sequence, [0.25f, 0.75f, 0.5f, 0.5f, float.NaN, float.NaN])]) { OutputNames = [name, name + "2"] };
    }

    /// <summary>The image of the first map of that name.</summary>
    private static PngImage Map(string html, string name) =>
        PngImage.OfDataUri(Regex.Match(html, $"<image class=\"map\" href=\"([^\"]*)\"[^>]*data-name=\"{name}\"").Groups[1].Value);

    /// <summary>What holds for every page: well-formed, small, with no address in it and no place that is not a number.</summary>
    private static string Check(string html)
    {
        Assert.InRange(html.Length, 1000, 4 * Megabyte);
        string body = html[html.IndexOf("<body>", StringComparison.Ordinal)..html.IndexOf("<script>", StringComparison.Ordinal)] + "</body>";
        using (var reader = XmlReader.Create(new StringReader(Surrogates().Replace(body, "?"))))
        {
            while (reader.Read())
            {
                for (bool more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
                {
                    bool ours = reader.Name is not ("src" or "href") || reader.Value.StartsWith('#') || reader.Value.StartsWith("data:image/png;base64,", StringComparison.Ordinal);
                    Assert.True(ours, $"{reader.Name}: {reader.Value}");
                    bool number = reader.Name is not ("x" or "y" or "x1" or "x2" or "y1" or "y2" or "width" or "height" or "d") || !(reader.Value.Contains("NaN", StringComparison.Ordinal) || reader.Value.Contains('∞') || reader.Value.Contains("Infinity", StringComparison.Ordinal));
                    Assert.True(number, $"{reader.Name}: {reader.Value}");
                }
            }
        }
        return html;
    }

    [GeneratedRegex("[\uD800-\uDFFF]")]
    private static partial Regex Surrogates();
}
