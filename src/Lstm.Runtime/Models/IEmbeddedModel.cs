namespace Lstm.Embedded;

/// <summary>A network whose weights were embedded when the program was built.</summary>
/// <typeparam name="TSelf">The network's class.</typeparam>
public interface IEmbeddedModel<TSelf>
    where TSelf : IEmbeddedModel<TSelf>
{
    /// <summary>The network with those weights, read at the first use.</summary>
    /// <exception cref="LstmWeightException">The embedded file is not a weight file of this network.</exception>
    static abstract TSelf Embedded { get; }
}
