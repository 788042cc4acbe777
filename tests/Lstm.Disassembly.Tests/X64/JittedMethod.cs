using System.Collections.Generic;

namespace Lstm.Disassembly.Tests.X64;

/// <summary>A method as the JIT compiled it in a process that may have ended since.</summary>
/// <param name="Network">The class of the network.</param>
/// <param name="Name">The method.</param>
/// <param name="Address">Where the code stood.</param>
/// <param name="Code">The code.</param>
/// <param name="Callees">What its calls lead to, by the address of the call: a name, of another class with that before it. The probe of a large stack frame is none of them.</param>
internal sealed record JittedMethod(string Network, string Name, ulong Address, byte[] Code, IReadOnlyDictionary<ulong, string> Callees);
