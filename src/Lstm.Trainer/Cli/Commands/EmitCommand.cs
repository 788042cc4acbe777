using System.CommandLine;
using System.IO;
using System.Linq;
using Lstm.Specification;
using Lstm.Trainer.Cli.Output;
using Lstm.Training.Emitted;
using Lstm.Training.Models;

namespace Lstm.Trainer.Cli.Commands;

/// <summary>lstm emit: the C# that a build emits for a spec, to read.</summary>
internal static class EmitCommand
{
    public static Command Create()
    {
        var shared = new SharedArguments();
        var className = new Option<string?>("--class") { Description = "The class's name (default: from the spec file's name, as in a build)", HelpName = "NAME" };
        var rootNamespace = new Option<string?>("--namespace") { Description = "The class's namespace (default: none)", HelpName = "NAME" };
        var command = new ToolCommand("emit", "Writes the C# that the generator emits for a spec, for reading: the network, its equations, the cost of a step, then the code.")
        {
            Examples = [("lstm emit pump.lstm.json | less", "to read"), ("lstm emit pump.lstm.json --class Pump --namespace Plant --out Pump.cs", "into a file")],
        };
        command.Takes(shared.Spec).Group("Options", className, rootNamespace, shared.Output);
        return command.Does((result, _) =>
        {
            string path = result.GetValue(shared.Spec)!;
            OutputCheck.Require([TextOutput.File(result, shared.Output)], [path]);
            Require.SpecName(path);
            var spec = SpecFile.Read(path);
            string? given = result.GetValue(className);
            string name = given ?? NetworkFacts.ClassName(ModelFiles.NameOf(path));
            if (given is null && !NetworkFacts.IsName(name))
            {
                throw new UsageException($"{path}: a build would call the class {Wording.Quote(name)}, which C# does not allow; give it a name with --class, or the file another.");
            }
            string space = result.GetValue(rootNamespace) ?? "";
            foreach (var (option, text) in new[] { ("--class", name) }.Concat(space.Split('.').Where(part => space.Length > 0).Select(part => ("--namespace", part))))
            {
                if (!NetworkFacts.IsName(text))
                {
                    throw new UsageException($"{option} {text}: expected a name that C# allows.");
                }
            }
            TextOutput.Write(result, shared.Output, writer =>
            {
                writer.Write(GeneratedSource.Emit(spec, Path.GetFileName(path), name, space));
                return $"class {(space.Length > 0 ? $"{space}." : "")}{name}";
            });
            return ExitCode.Done;
        });
    }
}
