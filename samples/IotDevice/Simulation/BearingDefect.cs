namespace IotDevice;

/// <summary>
/// A spall in the race that grows once it has begun. Its size δ is 1 where the bearing fails and 0.01 when it begins.
/// <code>
/// dδ/dt = (δ/τ)·s·(F/F_ref)³       exponential growth: Gebraeel and others, IIE Transactions 37 (2005), 543
///                                  revolutions and the cube of the load: the life of ball bearings, ISO 281
/// τ     = L / ln 100               L: hours from onset to failure at rated speed and F_ref = 1800 N
/// </code>
/// </summary>
/// <param name="onset">Hours until it begins; infinite for a sound bearing.</param>
/// <param name="life">L, hours.</param>
internal sealed class BearingDefect(double onset, double life)
{
    /// <summary>F_ref, N.</summary>
    public const double ReferenceLoad = 1800;

    /// <summary>δ when it begins.</summary>
    public const double FirstSize = 0.01;

    private readonly double timeConstant = life / PortableMath.Log(1 / FirstSize);

    /// <summary>δ, 0 before it begins.</summary>
    public double Size { get; private set; }

    /// <summary>Whether the bearing has failed.</summary>
    public bool HasFailed => Size >= 1;

    /// <summary>Lets time pass.</summary>
    /// <param name="now">Hours since the beginning, at the end of this time.</param>
    /// <param name="hours">How much.</param>
    /// <param name="speedRatio">s = n / rated.</param>
    /// <param name="load">F, N.</param>
    public void Advance(double now, double hours, double speedRatio, double load)
    {
        if (now >= onset)
        {
            double relative = load / ReferenceLoad;
            double growth = hours / timeConstant * speedRatio * relative * relative * relative;
            Size = Size == 0 ? FirstSize : Size * PortableMath.Exp(growth);
        }
    }
}
