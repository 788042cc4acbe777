namespace Lstm.Specification;

/// <summary>The rules about what a network takes, by their ids.</summary>
public static class SizeRules
{
    /// <summary>The packed weights keep to their budget.</summary>
    public const string WeightBudget = "LSTM201";

    /// <summary>The state keeps to its budget.</summary>
    public const string StateBudget = "LSTM202";

    /// <summary>The state is a struct that .NET can load.</summary>
    public const string StateLimit = "LSTM203";

    /// <summary>The state is small enough to be kept anywhere, or its size is stated; a warning.</summary>
    public const string LargeState = "LSTM204";
}
