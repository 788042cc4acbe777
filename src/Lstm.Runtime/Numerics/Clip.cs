using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.Embedded;

/// <content>
/// A limit. NaN passes.
/// </content>
public static partial class Exponential
{
    /// <summary>x limited to [−limit, limit].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Clip<TWidth, TVector>(TVector x, float limit)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct
    {
        var above = TWidth.WhereLess(x, TWidth.Broadcast(-limit), TWidth.Broadcast(-limit), x);
        return TWidth.WhereLess(TWidth.Broadcast(limit), x, TWidth.Broadcast(limit), above);
    }

    /// <inheritdoc cref="Clip{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Clip(float x, float limit) => Clip<WidthScalar, float>(x, limit);

    /// <inheritdoc cref="Clip{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Clip(Vector128<float> x, float limit) => Clip<Width128, Vector128<float>>(x, limit);

    /// <inheritdoc cref="Clip{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Clip(Vector256<float> x, float limit) => Clip<Width256, Vector256<float>>(x, limit);

    /// <inheritdoc cref="Clip{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Clip(Vector512<float> x, float limit) => Clip<Width512, Vector512<float>>(x, limit);
}
