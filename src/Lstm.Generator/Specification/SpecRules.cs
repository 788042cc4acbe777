namespace Lstm.Specification;

/// <summary>The rules a spec file must keep, by their ids.</summary>
public static class SpecRules
{
    /// <summary>The text is JSON.</summary>
    public const string Syntax = "LSTM001";

    /// <summary>An object has each property once.</summary>
    public const string DuplicateProperty = "LSTM002";

    /// <summary>A value is of the JSON type its property wants.</summary>
    public const string WrongType = "LSTM003";

    /// <summary>Every property is one we know.</summary>
    public const string UnknownProperty = "LSTM004";

    /// <summary>What has no default is there.</summary>
    public const string MissingProperty = "LSTM005";

    /// <summary>A number is one that its property can have: whole for sizes and budgets, positive for limits.</summary>
    public const string Number = "LSTM006";

    /// <summary>A layer's type is one we know.</summary>
    public const string UnknownLayerType = "LSTM007";

    /// <summary>An activation is one we know.</summary>
    public const string UnknownActivation = "LSTM008";

    /// <summary>An activation makes sense where it stands.</summary>
    public const string MisplacedActivation = "LSTM009";

    /// <summary>There are layers, and not too many.</summary>
    public const string LayerCount = "LSTM010";

    /// <summary>One of the layers is stateful: a recurrent one, or a convolution over time.</summary>
    public const string NoStatefulLayer = "LSTM011";

    /// <summary>No two layers read the same tensor.</summary>
    public const string SharedTensor = "LSTM012";

    /// <summary>A tensor name can stand in a weight file.</summary>
    public const string TensorName = "LSTM013";

    /// <summary>Options and layers make sense together.</summary>
    public const string Combination = "LSTM014";

    /// <summary>A text that chooses between ways is one of those there are.</summary>
    public const string UnknownWord = "LSTM015";

    /// <summary>What layers see and pass on fits an ordinary stack.</summary>
    public const string Stack = "LSTM016";

    /// <summary>A guard against what is not finite stands where each time step has a result.</summary>
    public const string Guard = "LSTM017";

    /// <summary>The layers of a network that branches take each other's outputs as they can.</summary>
    public const string Graph = "LSTM018";

    /// <summary>A network that branches has nothing that only a chain of layers can have.</summary>
    public const string Chain = "LSTM019";
}
