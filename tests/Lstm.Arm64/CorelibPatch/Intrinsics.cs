using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Lstm.Arm64;

/// <summary>
/// The hardware intrinsics as an ARM64 build of the core library has them.
/// </summary>
/// <remarks>
/// The compiler replaces a call of an intrinsic by an instruction when the method and its class are marked
/// [Intrinsic]; the method's body is a call of itself, which is compiled to that instruction too. Builds for another
/// architecture have neither: there the bodies throw, and IsSupported is false.
/// </remarks>
internal static class Intrinsics
{
    private const string Namespace = "System.Runtime.Intrinsics.";

    /// <summary>Marks every method of the ARM classes and lets it call itself, IsSupported included: the compiler knows the answer.</summary>
    /// <returns>How many methods changed.</returns>
    public static int MakeArm(ModuleDefinition corelib)
    {
        var marker = corelib.GetType("System.Runtime.CompilerServices.IntrinsicAttribute").Methods.Single(method => method.IsConstructor);
        int changed = 0;
        foreach (var type in Classes(corelib, "Arm"))
        {
            Mark(type, marker);
            foreach (var method in type.Methods.Where(method => method.IsStatic && method.HasBody))
            {
                Mark(method, marker);
                CallItself(method);
                changed++;
            }
        }
        return changed;
    }

    /// <summary>
    /// Lets IsSupported of every x86 class be a plain false. An x64 build has calls of themselves there, which no
    /// compiler for ARM64 is sure to replace.
    /// </summary>
    /// <returns>How many methods changed.</returns>
    public static int DenyX86(ModuleDefinition corelib)
    {
        int changed = 0;
        foreach (var method in Classes(corelib, "X86").SelectMany(type => type.Methods).Where(method => method.Name == "get_IsSupported"))
        {
            var il = NewBody(method);
            il.Emit(OpCodes.Ldc_I4_0);
            il.Emit(OpCodes.Ret);
            changed++;
        }
        return changed;
    }

    private static IEnumerable<TypeDefinition> Classes(ModuleDefinition corelib, string architecture) =>
        corelib.Types.Where(type => type.Namespace == Namespace + architecture).SelectMany(WithNested).Where(type => type.IsClass && !type.IsEnum);

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static void Mark(ICustomAttributeProvider member, MethodReference marker)
    {
        if (member.CustomAttributes.All(attribute => attribute.AttributeType != marker.DeclaringType))
        {
            member.CustomAttributes.Add(new CustomAttribute(marker));
        }
    }

    private static void CallItself(MethodDefinition method)
    {
        MethodReference self = method;
        if (method.HasGenericParameters)
        {
            var instance = new GenericInstanceMethod(method);
            foreach (var parameter in method.GenericParameters)
            {
                instance.GenericArguments.Add(parameter);
            }
            self = instance;
        }
        var il = NewBody(method);
        foreach (var parameter in method.Parameters)
        {
            il.Emit(OpCodes.Ldarg, parameter);
        }
        il.Emit(OpCodes.Call, self);
        il.Emit(OpCodes.Ret);
    }

    private static ILProcessor NewBody(MethodDefinition method)
    {
        method.Body = new MethodBody(method);
        return method.Body.GetILProcessor();
    }
}
