using System;
using Lstm.Arm64;
using Mono.Cecil;

// corelib-patch IN.dll OUT.dll: gives an x64 core library the ARM intrinsics that its ARM64 twin has.
if (args is not [string input, string output])
{
    Console.Error.WriteLine("usage: corelib-patch IN.dll OUT.dll");
    return 2;
}

using var corelib = AssemblyDefinition.ReadAssembly(input, new ReaderParameters { InMemory = true, ReadingMode = ReadingMode.Immediate });
int methods = Intrinsics.MakeArm(corelib.MainModule) + Intrinsics.DenyX86(corelib.MainModule);
int rows = Substitutions.ForgetArm(corelib.MainModule);
if (methods == 0 || rows == 0)
{
    Console.Error.WriteLine($"corelib-patch: {input}: {methods} intrinsics and {rows} substitutions changed; this core library is built in a way that the patch does not know.");
    return 1;
}
corelib.Write(output);
Console.Error.WriteLine($"corelib-patch: {methods} methods, {rows} substitutions");
return 0;
