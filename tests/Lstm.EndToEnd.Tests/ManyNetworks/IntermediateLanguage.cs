using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>A method of a compiled network.</summary>
/// <param name="Name">Its type and name.</param>
/// <param name="Bytes">The size of its IL.</param>
/// <param name="Steps">Whether it runs in every time step.</param>
/// <param name="Instructions">Of such a method, the instructions that call or create, by name: <c>call Unsafe.Add</c>, <c>newarr</c>.</param>
internal sealed record EmittedMethod(string Name, int Bytes, bool Steps, IReadOnlySet<string> Instructions);

/// <summary>Reads what the compiler made of the generated code.</summary>
internal static partial class IntermediateLanguage
{
    /// <summary>What types of the assembly itself are called.</summary>
    public const string Own = "own";

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
                bool steps = type.EndsWith("Body", StringComparison.Ordinal) || (NetworkClass().IsMatch(type) && name is "Step" or "Run" or "StepMany" or "StepOn" or "RunOn" or "StepManyOn");
                methods.Add(new EmittedMethod($"{type}.{name}", code.Length, steps, steps ? Instructions(metadata, code) : new HashSet<string>()));
            }
        }
        return methods;
    }

    private static HashSet<string> Instructions(MetadataReader metadata, byte[] code)
    {
        var names = new HashSet<string>();
        for (int at = 0; at < code.Length;)
        {
            var instruction = OpCodesByValue[code[at] == 0xFE ? 0xFE00 | code[at + 1] : code[at]];
            at += instruction.Size;
            if (instruction.OperandType == OperandType.InlineMethod)
            {
                names.Add(string.Intern($"{instruction.Name} {MethodName(metadata, MetadataTokens.EntityHandle(BitConverter.ToInt32(code, at)))}"));
            }
            else if (instruction.Name is "newarr" or "box")
            {
                names.Add(instruction.Name);
            }
            at += instruction.OperandType == OperandType.InlineSwitch ? 4 + (4 * BitConverter.ToInt32(code, at)) : OperandBytes(instruction.OperandType);
        }
        return names;
    }

    private static string MethodName(MetadataReader metadata, EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodSpecification:
                return MethodName(metadata, metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method);
            case HandleKind.MethodDefinition:
                var method = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                return $"{Own}.{metadata.GetString(method.Name)}";
            default:
                var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
                return $"{TypeName(metadata, member.Parent)}.{metadata.GetString(member.Name)}";
        }
    }

    // A generic type is its definition: Vector512 of Vector512<float>, whose signature says GENERICINST, CLASS or VALUETYPE, the type.
    private static string TypeName(MetadataReader metadata, EntityHandle handle)
    {
        if (handle.Kind == HandleKind.TypeSpecification)
        {
            var signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)handle).Signature);
            signature.ReadByte();
            signature.ReadByte();
            handle = signature.ReadTypeHandle();
        }
        return handle.Kind == HandleKind.TypeReference ? metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)handle).Name).Split('`')[0] : Own;
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
