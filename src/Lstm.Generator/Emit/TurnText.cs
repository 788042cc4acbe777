namespace Lstm.Generator.Emit;

/// <summary>The ends of parameter lists by which a network whose odd steps go backwards is told which way; empty for any other.</summary>
internal sealed class TurnText(NetworkPlan network)
{
    /// <summary>A method that is told the way of its step.</summary>
    public string Way => Where(", bool backwards");

    /// <summary>A method that takes many steps and keeps the turn.</summary>
    public string Turn => Where(", ref int turn");

    /// <summary>The turn handed on.</summary>
    public string SameTurn => Where(", ref turn");

    /// <summary>The next step's way, the turn moved on.</summary>
    public string NextWay => Where(", ((turn ^= 1) & 1) == 0");

    private string Where(string text) => network.Alternates ? text : "";
}
