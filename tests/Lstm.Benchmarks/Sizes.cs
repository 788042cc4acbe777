using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Embedded;

namespace Lstm.Benchmarks;

/// <summary>The sizes that are measured: one LSTM layer, no head.</summary>
internal static class Sizes
{
    public static IReadOnlyList<Subject> All { get; } =
    [
        Subject.Of<Lstm1x8, Lstm1x8.State>(1, 8),
        Subject.Of<Lstm1x16, Lstm1x16.State>(1, 16),
        Subject.Of<Lstm1x20, Lstm1x20.State>(1, 20),
        Subject.Of<Lstm1x32, Lstm1x32.State>(1, 32),
        Subject.Of<Lstm1x40, Lstm1x40.State>(1, 40),
        Subject.Of<Lstm4x32, Lstm4x32.State>(4, 32),
        Subject.Of<Lstm8x64, Lstm8x64.State>(8, 64),
        Subject.Of<Lstm16x128, Lstm16x128.State>(16, 128),
        Subject.Of<Lstm64x128, Lstm64x128.State>(64, 128),
        Subject.Of<Lstm128x256, Lstm128x256.State>(128, 256),
        Subject.Of<Lstm256x512, Lstm256x512.State>(256, 512),
    ];

    /// <summary>The network of a size that <see cref="All"/> has.</summary>
    public static Subject Of(Size size) => All.Single(subject => subject.Size == size);

    /// <summary>The subject that <paramref name="text"/> names, e.g. 1:16; null if there is none.</summary>
    public static Subject? Find(string text) => All.FirstOrDefault(subject => subject.Size.ToString() == text);
}

[LstmModel(1, 8)]
internal sealed partial class Lstm1x8;

[LstmModel(1, 16)]
internal sealed partial class Lstm1x16;

[LstmModel(1, 20)]
internal sealed partial class Lstm1x20;

[LstmModel(1, 32)]
internal sealed partial class Lstm1x32;

[LstmModel(1, 40)]
internal sealed partial class Lstm1x40;

[LstmModel(4, 32)]
internal sealed partial class Lstm4x32;

[LstmModel(8, 64)]
internal sealed partial class Lstm8x64;

[LstmModel(16, 128)]
internal sealed partial class Lstm16x128;

[LstmModel(64, 128)]
internal sealed partial class Lstm64x128;

[LstmModel(128, 256)]
internal sealed partial class Lstm128x256;

[LstmModel(256, 512)]
internal sealed partial class Lstm256x512;
