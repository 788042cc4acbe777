using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;
using Lstm.Embedded;
using Lstm.Training.Records;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>lstm search: the same result however it goes, the test part left alone, and something to build from at the end.</summary>
[Trait("Speed", "Slow")]
public sealed class SearchTests : IDisposable
{
    private const string Data = "~/net.lstm.json --data ~/x.csv --inputs a --target y --bptt 10 --epochs 4";
    private const string Shares = Data + " --validation-share 0.2 --test-share 0.2";
    private const string Tried = " --try units=2,3 --try learning-rate=0.001:0.1";
    private const string Halving = Data + " --test-share 0.2 --folds 2 --seeds 2 --halving 2 --trials 4 --try cell=lstm,gru --try units=2,3";

    private readonly ToolRun tool = new();

    public SearchTests()
    {
        Assert.Equal(0, tool.Line("new ~/net.lstm.json --input 1 --hidden 4"));
        WriteData(test: 1);
    }

    public void Dispose() => tool.Dispose();

    [Fact]
    public void The_best_trial_is_what_lstm_train_makes_of_its_settings()
    {
        var finished = Search(Shares + Tried + " --trials 3");
        var trials = Trials(finished);
        Assert.Equal(3, trials.Count);
        Assert.Equal(trials.OrderBy(trial => trial.Loss), trials);
        string rate = trials[0].Element.GetProperty("settings").GetProperty("learning-rate").GetString()!;
        Assert.Equal(0, tool.Line($"train ~/net-best.lstm.json {Shares[(Shares.IndexOf(' ', StringComparison.Ordinal) + 1)..]} --learning-rate {rate} --quiet --out ~/again.safetensors"));
        Assert.Equal(File.ReadAllBytes(tool.PathOf("again.safetensors")), File.ReadAllBytes(tool.PathOf("net-best.safetensors")));
        Assert.True(finished.GetProperty("parts").TryGetProperty("test", out _));
        Assert.Contains("href=\"./net-best.report.html\"", File.ReadAllText(tool.PathOf("net-best.search.html")), StringComparison.Ordinal);
        Assert.Equal(0, tool.Line("evaluate ~/net-best.lstm.json --data ~/x.csv"));
        Assert.Equal(0, tool.Line("compare ~/again.safetensors ~/net-best.safetensors"));
    }

    [Fact]
    public void What_training_says_of_the_data_is_said_once()
    {
        tool.Write("gap.csv", "time,a,y\n" + string.Concat(Enumerable.Range(0, 60).Select(n => $"2024-01-{1 + ((n + (n > 20 ? 9 : 0)) / 24):00} {(n + (n > 20 ? 9 : 0)) % 24:00}:00,{n % 5},{n % 3}\n")));
        Assert.Equal(0, tool.Line("search ~/net.lstm.json --data ~/gap.csv --inputs a --target y --bptt 10 --epochs 1 --validation-share 0.2 --try units=2,3"));
        Assert.Equal(1, tool.Errors.Split("note: Times in \"time\"").Length - 1);
    }

    [Fact]
    public void Trials_start_from_weights_and_other_weights_are_another_search()
    {
        const string Line = Shares + " --from ~/net.safetensors --try learning-rate=0.001,0.03";
        Assert.Equal(0, tool.Line($"train {Shares} --quiet"));
        var best = Trials(Search(Line))[0].Element;
        string rate = best.GetProperty("settings").GetProperty("learning-rate").GetString()!;
        Assert.Equal(0, tool.Line($"train ~/net-best.lstm.json {Line[(Line.IndexOf(' ', StringComparison.Ordinal) + 1)..Line.IndexOf(" --try", StringComparison.Ordinal)]} --learning-rate {rate} --quiet --out ~/again.safetensors"));
        Assert.Equal(File.ReadAllBytes(tool.PathOf("again.safetensors")), File.ReadAllBytes(tool.PathOf("net-best.safetensors")));
        Assert.Equal(0, tool.Line($"train {Shares} --quiet --seed 2"));
        Assert.Equal(1, tool.Line($"search {Line} --resume"));
        Assert.Contains("holds another search: the weights of --from differs", tool.Errors, StringComparison.Ordinal);
        Assert.Equal(2, tool.Line($"search {Shares} --from ~/net.safetensors --try units=2,3"));
        Assert.Contains("--try: units changes the network, and the weights of --from are those of this one.", tool.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_best_trial_has_its_threshold()
    {
        const string Line = "~/yes.lstm.json --data ~/yes.csv --target y --epochs 2 --bptt 10 --threshold recall=0.9";
        tool.Line("new ~/yes.lstm.json --input 1 --hidden 2 --task binary");
        tool.Write("yes.csv", "a,y\n" + string.Concat(Enumerable.Range(0, 120).Select(n => $"{n % 5},{(n % 3 == 0 ? 1 : 0)}\n")));
        Search(Line + " --validation-share 0.3 --try units=2,3");
        Assert.True(TrainedThresholds("yes-best"));
        Assert.Equal(2, tool.Line($"search {Line} --folds 2 --try units=2,3"));
        Assert.Contains("--threshold chooses on a validation part", tool.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Shares + Tried + " --trials 5")]
    [InlineData(Halving)]
    public void Any_number_of_runs_side_by_side_gives_the_same(string line)
    {
        string alone = Result(Search(line + " --parallel 1 --out ~/one.lstm.json --folder ~/one"), "one");
        string together = Result(Search(line + " --parallel 4 --threads 2 --out ~/four.lstm.json --folder ~/four"), "four");
        Assert.Equal(alone, together);
    }

    [Theory]
    [InlineData(Shares + Tried + " --trials 4 --epochs 40")]
    [InlineData(Halving)]
    public void A_search_that_was_killed_goes_on_to_the_same_result(string line)
    {
        line = line.Contains("--epochs 40", StringComparison.Ordinal) ? line.Replace("--epochs 4 ", "", StringComparison.Ordinal) : line;
        string undisturbed = Result(Search(line + " --out ~/one.lstm.json --folder ~/one"), "one");
        using (var process = new ToolProcess(tool, $"search {line} --parallel 2 --out ~/two.lstm.json --folder ~/two --json"))
        {
            process.WaitForOutput("\"event\":\"trial\"");
            process.Kill();
        }
        Assert.False(File.Exists(tool.PathOf("two.safetensors")));
        // What is damaged in the folder is trained again.
        string checkpoint = Directory.EnumerateFiles(tool.PathOf("two"), "*.checkpoint").Order(StringComparer.Ordinal).First();
        File.WriteAllText(checkpoint, "no checkpoint");
        File.WriteAllText(Path.ChangeExtension(checkpoint, ".result.json"), "{");
        Assert.Equal(undisturbed, Result(Search(line + " --out ~/two.lstm.json --folder ~/two --resume"), "two"));
        Assert.Empty(Directory.EnumerateFiles(tool.Folder, "*.tmp"));
    }

    [Fact]
    public void An_interrupted_search_says_how_to_go_on()
    {
        using var process = new ToolProcess(tool, $"search {Shares.Replace("--epochs 4", "--epochs 100000", StringComparison.Ordinal)} --trials 2 --try units=2,3 --json");
        process.WaitForOutput("\"event\":\"began\"");
        process.Signal("INT");
        var (code, _, errors) = process.End();
        Assert.Equal(130, code);
        Assert.Contains("--resume continues them", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(tool.PathOf("net-best.lstm.json")));
    }

    [Theory]
    [InlineData(Shares + Tried + " --trials 3")]
    [InlineData(Halving)]
    public void The_test_part_chooses_nothing(string line)
    {
        string trials = Search(line + " --out ~/one.lstm.json --folder ~/one").GetProperty("trials").GetRawText();
        WriteData(test: 1000);
        Assert.Equal(trials, Search(line + " --out ~/two.lstm.json --folder ~/two").GetProperty("trials").GetRawText());
        WeightFile one = WeightFile.Open(tool.PathOf("one.safetensors")), two = WeightFile.Open(tool.PathOf("two.safetensors"));
        Assert.All(one.TensorNames, name => Assert.Equal(one.ReadAll(name), two.ReadAll(name))); // the card knows what file it read
        Assert.NotEqual(TestError("one"), TestError("two")); // it was tested on other rows
    }

    [Fact]
    public void Halving_trains_the_worse_ones_less()
    {
        var trials = Trials(Search(Halving));
        Assert.Equal([4, 2, 1, 1], trials.Select(trial => trial.Element.GetProperty("epochs").GetInt32()));
        Assert.All(trials, trial => Assert.Equal(2, trial.Element.GetProperty("losses").GetArrayLength()));
    }

    [Fact]
    public void More_trials_can_be_added_to_a_random_search()
    {
        Search(Shares + Tried + " --trials 2");
        string added = Result(Search(Shares + Tried + " --trials 4 --resume"), "net-best");
        Assert.Equal(added, Result(Search(Shares + Tried + " --trials 4 --out ~/one.lstm.json --folder ~/one"), "one"));
    }

    [Theory]
    [InlineData(2, Data, "a search needs validation data to choose by: --validation, --validation-share or --folds.")]
    [InlineData(2, Shares + " --folds 3", "--folds divides the data itself; leave --validation and --validation-share out.")]
    [InlineData(2, Shares + " --folds-by time", "--folds-by is for --folds.")]
    [InlineData(2, Shares + " --try unit=3,4", "--try: there is no \"unit\" to try; did you mean \"units\"?")]
    [InlineData(2, Shares + " --try seed=3,4", "--try: there is no \"seed\" to try")]
    [InlineData(2, Shares + " --try bptt=3,4", "--try: bptt is tried and given as --bptt; leave one of them out.")]
    [InlineData(2, Shares + " --try units=4:2", "--try units=4:2: 4:2: the lower number comes first")]
    [InlineData(2, Shares + " --try optimizer=adm,sgd", "--optimizer adm: expected one of adam, adamw, sgd, rmsprop; did you mean adam?")]
    [InlineData(2, Shares + " --out ~/best.json", "a spec file's name ends in .lstm.json")]
    [InlineData(2, Shares + " --report ~/x.csv", "~/x.csv would be written over, and it is what the command reads")]
    [InlineData(1, Shares + " --try cell=lsm,gru", "cell=lsm: expected one of lstm, gru, rnn.")]
    [InlineData(1, Shares + " --try units=999999,4", "Trial ")]
    [InlineData(1, Shares + " --resume", "there is no search to resume")]
    [InlineData(1, "~/net.lstm.json --data ~/none.csv --target y --validation-share 0.2", "~/none.csv: ")]
    public void What_cannot_be_searched_is_said_before_anything_is_written(int code, string line, string message)
    {
        Assert.Equal(code, tool.Line("search " + line));
        Assert.Contains(message, tool.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(tool.PathOf("net.search")));
        Assert.Equal(["net.lstm.json", "x.csv"], Directory.EnumerateFiles(tool.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Another_search_is_not_resumed()
    {
        const string Line = Shares + " --trials 1 --try units=2,3";
        Search(Line);
        Assert.Equal(1, tool.Line("search " + Line));
        Assert.Contains("~/net.search: holds the trials of a search already; --resume continues it", tool.Errors, StringComparison.Ordinal);
        Assert.Equal(1, tool.Line($"search {Line} --seed 2 --resume"));
        Assert.Contains("holds another search: --seed was not given and is 2", tool.Errors, StringComparison.Ordinal);
        WriteData(test: 2);
        Assert.Equal(1, tool.Line($"search {Line} --resume"));
        Assert.Contains("the content of the data differs", tool.Errors, StringComparison.Ordinal);
    }

    private void WriteData(int test) =>
        tool.Write("x.csv", "a,y\n" + string.Concat(Enumerable.Range(0, 150).Select(n => n < 120 ? $"{n % 5},{(n + 1) % 5}\n" : $"{n % 5},{test * (n % 3)}\n")));

    private JsonElement Search(string line)
    {
        Assert.True(tool.Line($"search {line} --json") == 0, tool.Errors);
        return tool.Lines[^1];
    }

    private static List<(double Loss, JsonElement Element)> Trials(JsonElement finished) =>
        [.. finished.GetProperty("trials").EnumerateArray().Select(trial => (trial.GetProperty("loss").GetDouble(), trial))];

    /// <summary>All trials, and the bytes of the best one's spec and weights.</summary>
    private string Result(JsonElement finished, string best) =>
        finished.GetProperty("trials").GetRawText() + File.ReadAllText(tool.PathOf($"{best}.lstm.json")) + Weights(tool.PathOf($"{best}.safetensors"));

    /// <summary>Every weight's bits; the card beside them has a digest of the data, the test part's too.</summary>
    private static string Weights(string path)
    {
        var file = WeightFile.Open(path);
        return string.Concat(file.TensorNames.Select(name => name + Convert.ToHexString(MemoryMarshal.AsBytes(file.ReadAll(name).AsSpan()))));
    }

    private bool TrainedThresholds(string best) => WeightFile.Open(tool.PathOf($"{best}.safetensors")).Metadata.ContainsKey(OutputThresholds.MetadataKey);

    private double TestError(string best) => RunRecord.Load(tool.PathOf($"{best}.run.json")).Parts.Single(part => part.Part == "test").Metrics[0].Value;
}
