using System.CommandLine;

namespace Lstm.Benchmarks;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    public static ListOption<Subject> Sizes() => new("--sizes", "Inputs and units of the networks", Benchmarks.Sizes.All, subject => subject.Size.ToString());

    public static Option<bool> Csv() => new("--csv") { Description = "Comma-separated values instead of a table" };

    /// <summary>A number from 1 on.</summary>
    public static Option<int> Count(string name, string description, int unlessGiven)
    {
        var count = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => unlessGiven };
        count.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError($"{name}: at least 1.");
            }
        });
        return count;
    }

    public static ListOption<string> Isas() =>
        new("--isa", "Instruction sets of generated code and of C (scalar is what runs without AVX2 and FMA)", Candidate.Isas, isa => isa, unasked: "scalar");
}
