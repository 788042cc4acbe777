using System;
using System.CommandLine;
using System.IO;
using System.Linq;

namespace Lstm.Benchmarks;

/// <summary>chart and gates: the pictures of the README, which tests/pictures.sh makes.</summary>
internal static class PictureCommands
{
    public static Command Chart()
    {
        var csv = new Argument<string>("FILE.csv") { Description = "What compare --csv wrote" };
        var svg = new Argument<string>("FILE.svg") { Description = "The picture" };
        var processor = new Option<string>("--processor") { Description = "The processor that the picture names", HelpName = "NAME", DefaultValueFactory = _ => Processor() };
        var command = new Command("chart", "Draws what compare --csv measured: nanoseconds per time step, over the sizes.") { csv, svg, processor };
        command.SetAction(result => Said(() => TimeChart.Write(result.GetValue(csv)!, result.GetValue(svg)!, result.GetValue(processor)!)));
        return command;
    }

    public static Command Gates()
    {
        var html = new Argument<string>("REPORT.html") { Description = "A report of lstm train or lstm trace" };
        var svg = new Argument<string>("FILE.svg") { Description = "The picture" };
        var title = new Option<string>("--title") { Description = "The line above the drawings", HelpName = "TEXT", DefaultValueFactory = _ => "Gates over time" };
        var names = new Option<string[]>("--drawing") { Description = "A drawing's name, or its beginning; once for each, from the top. NAME=CAPTION gives it another caption", HelpName = "NAME", Required = true };
        var command = new Command("gates", "Makes a picture of some of a report's drawings.") { html, svg, title, names };
        command.SetAction(result => Said(() => GateMaps.Write(result.GetValue(html)!, result.GetValue(svg)!, result.GetValue(title)!, result.GetValue(names)!)));
        return command;
    }

    private static int Said(Action draw)
    {
        try
        {
            draw();
            return 0;
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").Where(line => line.StartsWith("model name", StringComparison.Ordinal)).Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]).FirstOrDefault("processor not named")
        : "processor not named";
}
