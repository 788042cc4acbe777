using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>A method of a compiled network.</summary>
/// <param name="Name">Its type and name.</param>
/// <param name="Bytes">The size of its IL.</param>
/// <param name="Steps">Whether it runs in every time step.</param>
/// <param name="Instructions">The instructions by their names.</param>
internal sealed record EmittedMethod(string Name, int Bytes, bool Steps, IReadOnlySet<string> Instructions);

/// <summary>Reads what the compiler made of the generated code.</summary>
internal static partial class IntermediateLanguage
{
    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF);

    public static IReadOnlyList<EmittedMethod> Methods(byte[] assembly)
    {
        using var image = new PEReader(ImmutableArray.Create(assembly));
        var metadata = image.GetMetadataReader();
        var methods = new List<EmittedMethod>();
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress != 0)
            {
                string type = metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name);
                string name = metadata.GetString(method.Name);
                byte[] code = image.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!;
                bool steps = type.EndsWith("Body", StringComparison.Ordinal) || (NetworkClass().IsMatch(type) && name is "Step" or "Run" or "StepOn" or "RunOn");
                methods.Add(new EmittedMethod($"{type}.{name}", code.Length, steps, Instructions(code)));
            }
        }
        return methods;
    }

    private static HashSet<string> Instructions(byte[] code)
    {
        var names = new HashSet<string>();
        for (int at = 0; at < code.Length;)
        {
            var instruction = OpCodesByValue[code[at] == 0xFE ? 0xFE00 | code[at + 1] : code[at]];
            names.Add(instruction.Name!);
            at += instruction.Size;
            at += instruction.OperandType == OperandType.InlineSwitch ? 4 + (4 * BitConverter.ToInt32(code, at)) : OperandBytes(instruction.OperandType);
        }
        return names;
    }

    private static int OperandBytes(OperandType type) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    [GeneratedRegex("^N[0-9]+$")]
    private static partial Regex NetworkClass();
}
