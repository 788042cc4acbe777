using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Shared;
using Xunit;

namespace Lstm.Trainer.Tests.Folders;

/// <summary>Folders refer to each other in one direction, and a namespace is where its files are.</summary>
[Trait("Speed", "Slow")]
public class FolderTests
{
    /// <summary>From bottom to top: a folder knows those before it. docs/architecture.md has the same list and says what is in each.</summary>
    private static readonly string[] Library =
    [
        "Weights",
        "EventFiles",
        "Functions",
        "Reference",
        "Data/Storage",
        "Data/Times",
        "Data/Sequences",
        "Data/Options",
        "Data/Numpy",
        "Data/Audio",
        "Data/Preparation",
        "Data/Reading",
        "Data",
        "Models",
        "Emitted",
        "Evaluation",
        "Engine/Kernels",
        "Engine/Parameters",
        "Engine/Shards",
        "Engine/Losses",
        "Engine/Layers",
        "Engine/Optimizers",
        "Engine/Ranks",
        "Engine",
        "Formats/Common",
        "Formats/Hdf5",
        "Formats/Onnx",
        "Formats/TfLite",
        "Formats/Keras",
        "Formats/TensorFlowJs",
        "Formats/RnNoise",
        "Formats/RtNeural",
        "Formats/Nam",
        "Formats/PyTorch/Scripts",
        "Formats/PyTorch/States",
        "Formats/PyTorch",
        "Formats/GuitarMl",
        "Formats",
        "Records",
        "Report/Html",
        "Report/Charts",
        "Report/Gates",
        "Report/Sections",
        "Report",
        "Runs",
        "Slurm",
        "Search",
        "Mpi",
    ];

    private static readonly string[] Tool = ["Parquet", "Cli", "Cli/Output", "Cli/Commands", "."];

    public static TheoryData<string, string[]> Projects { get; } = new() { { "src/Lstm.Training", Library }, { "src/Lstm.Trainer", Tool } };

    [Theory, MemberData(nameof(Projects))]
    public void No_folder_refers_to_one_above_it(string project, string[] order)
    {
        var graph = new FolderGraph(project);
        Assert.Empty(graph.Unbound);
        Assert.Equal(order.Order(), graph.Namespaces.Select(file => FolderGraph.FolderOf(file.File)).Distinct().Order());
        Assert.Empty(graph.References.Where(reference => Array.IndexOf(order, reference.From) < Array.IndexOf(order, reference.To)).Select(back => $"{back.File} refers to {back.Type} of {back.To}"));
        Assert.All(graph.Namespaces.Where(file => file.Namespace is not null), file => Assert.Equal(Namespace(project, file.File), file.Namespace));
    }

    [Fact]
    public void The_architecture_page_has_the_same_order()
    {
        var rows = Repository.Read("docs/architecture.md").Split('\n')
            .SkipWhile(line => !line.StartsWith("| folder ", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'));
        Assert.Equal(Library, rows.SelectMany(row => row.Split('|')[1].Split(',')).Select(name => name.Trim(' ', '`')));
    }

    private static string Namespace(string project, string file) =>
        string.Join('.', new List<string> { Path.GetFileName(project), FolderGraph.FolderOf(file).Replace('/', '.') }.Where(part => part != "."));
}
