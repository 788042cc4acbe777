namespace Lstm.Specification;

/// <summary>Writes activations: the name, or with other numbers than the usual ones an object.</summary>
internal static class ActivationWriter
{
    /// <summary>Adds <paramref name="value"/> unless it is the usual one.</summary>
    public static JsonMembers Add(this JsonMembers members, string name, ActivationSpec value, ActivationSpec otherwise) =>
        value == otherwise ? members : members.AddJson(name, Text(value));

    /// <summary>The activation as JSON.</summary>
    public static string Text(ActivationSpec activation)
    {
        var (name, usual) = (activation.Function.Name, activation.Function.Usual);
        if (activation == usual)
        {
            return JsonMembers.Quote(name);
        }

        // A number that the function does not have is written too, so that the parser can say so.
        return new JsonMembers()
            .Add("type", name)
            .Add("alpha", activation.Alpha == usual.Alpha ? null : activation.Alpha)
            .Add("beta", activation.Beta == usual.Beta ? null : activation.Beta)
            .OnOneLine();
    }
}
