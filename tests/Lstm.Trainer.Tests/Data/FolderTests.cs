using System.Linq;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>A folder of CSV files, one sequence a file.</summary>
[Trait("Speed", "Slow")]
public sealed class FolderTests : DataFolder
{
    private DataOptions Options(Target target) => new() { Path = At("."), Target = target, InputScaling = Scaling.None, TargetScaling = Scaling.None };

    [Fact]
    public void Classes_by_the_names_of_folders()
    {
        Write("walk/2.csv", "a\n1\n2\n");
        Write("walk/1.csv", "a\n3\n");
        Write("run/1.csv", "a\n4\n");
        var data = DataSet.Read(Options(new FolderTarget()));
        Assert.Equal(["run", "walk"], data.Classes);
        Assert.Equal(["run/1.csv", "walk/1.csv", "walk/2.csv"], data.Train.Select(sequence => sequence.Id.Replace('\\', '/')));
        Assert.Equal([0, 1, 1], data.Train.Select(sequence => Assert.Single(sequence.Classes)));
        Assert.Equal([1f, 2f], data.Train[2].Inputs);
    }

    [Fact]
    public void Classes_by_a_file_of_labels_in_the_folder()
    {
        Write("a.csv", "x\n1\n");
        Write("b.csv", "x\n2\n");
        string labels = Write("labels.csv", "file;class\nb.csv;good\na.csv;bad\n");
        var data = DataSet.Read(Options(new LabelFileTarget(labels)));
        Assert.Equal(["bad", "good"], data.Classes);
        Assert.Equal([0, 1], data.Train.Select(sequence => sequence.Classes[0]));
    }

    [Fact]
    public void Targets_in_the_files()
    {
        Write("a.csv", "x,y\n1,2\n");
        Write("b.csv", "y,x\n4,3\n");
        Assert.Equal([2f, 4f], DataSet.Read(Options(new NumberTarget(["y"]))).Train.Select(sequence => sequence.Targets[0]));
    }

    [Theory]
    [InlineData("a.csv,p\nb.csv\n", "labels.csv, line 3: expected a file and its class, found \"b.csv\"")]
    [InlineData("a.csv,p\na.csv,q\n", "labels.csv, line 3: \"a.csv\" has a class already, \"p\"")]
    [InlineData("a.csv,p\n", "b.csv: \"labels.csv\" gives it no class")]
    [InlineData("a.csv,p\nc.csv,p\n", "labels.csv, line 3: there is no file \"c.csv\" in \"\"; did you mean \"a.csv\"?")]
    public void Labels_that_do_not_fit(string rows, string message)
    {
        Write("a.csv", "x\n1\n");
        Write("b.csv", "x\n2\n");
        string labels = Write("labels.csv", "file,class\n" + rows);
        Assert.Equal(message, Complaint(() => DataSet.Read(Options(new LabelFileTarget(labels)))).Replace("./", "", System.StringComparison.Ordinal).Replace("\".\"", "\"\"", System.StringComparison.Ordinal));
    }

    [Fact]
    public void Files_that_do_not_belong_together()
    {
        Write("p/a.csv", "x,z\n1,2\n");
        Write("p/b.csv", "x,w\n1,2\n");
        Assert.EndsWith("b.csv: its inputs are \"x\", \"w\", those of ./p/a.csv are \"x\", \"z\"", Complaint(() => DataSet.Read(Options(new FolderTarget()))), System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_beside_the_folders_of_classes()
    {
        Write("a.csv", "x\n1\n");
        Assert.Contains("expected the file in a folder named after its class", Complaint(() => DataSet.Read(Options(new FolderTarget()))), System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_files() =>
        Assert.EndsWith("there is no file in this folder that ends in .csv or .tsv", Complaint(() => DataSet.Read(Options(new FolderTarget()))), System.StringComparison.Ordinal);

    [Fact]
    public void A_file_where_a_folder_is_wanted() =>
        Assert.Equal("x.csv: expected a folder of CSV files, each with a class; found none", Complaint(() => Raw("x.csv", "a\n1\n", options => options with { Target = new FolderTarget() })));
}
