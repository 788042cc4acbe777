using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading.Tasks;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Disassembly.Tests.X64;

/// <summary>The code of each body, compiled once for all tests of a class.</summary>
public sealed class JittedBodies
{
    private readonly ConcurrentDictionary<InstructionSet, Task<IReadOnlyList<JittedMethod>>> bodies = [];

    internal Task<IReadOnlyList<JittedMethod>> Of(InstructionSet body)
    {
        Assert.SkipUnless(Isa.IsSupported(body), $"this processor, or this process, has no {body}");
        return bodies.GetOrAdd(body, Jit.Compile);
    }
}
