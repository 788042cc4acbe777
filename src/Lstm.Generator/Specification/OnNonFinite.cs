namespace Lstm.Specification;

/// <summary>What a network does about a time step whose results or whose new state are not all finite.</summary>
public enum OnNonFinite
{
    /// <summary>Nothing.</summary>
    Propagate,

    /// <summary>The stream begins anew, and zeros come out.</summary>
    Reset,

    /// <summary>State and results are those of the last good step.</summary>
    Hold,
}
