using System.CommandLine;

namespace Lstm.Benchmarks;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    public static ListOption<Subject> Sizes() => new("--sizes", "Inputs and units of the networks", Benchmarks.Sizes.All, subject => subject.Size.ToString());

    public static Option<bool> Csv() => new("--csv") { Description = "Comma-separated values instead of a table" };

    public static ListOption<string> Isas() =>
        new("--isa", "Instruction sets of generated code and of C (scalar is what runs without AVX2 and FMA)", Candidate.Isas, isa => isa, unasked: "scalar");
}
