using Lstm.Specification;

namespace Lstm.Training.Engine.Kernels;

/// <summary>The activations of a cell. A kernel is compiled for each type of them: where they are constants, nothing is chosen in its loop.</summary>
internal interface ICellActivations
{
    ActivationSpec InputGate { get; }

    ActivationSpec ForgetGate { get; }

    ActivationSpec Candidate { get; }

    ActivationSpec OutputGate { get; }

    ActivationSpec Cell { get; }
}

/// <summary>Sigmoid gates, tanh for candidate and cell.</summary>
internal readonly struct StandardActivations : ICellActivations
{
    public ActivationSpec InputGate => new(ActivationKind.Sigmoid, 0, 0);

    public ActivationSpec ForgetGate => new(ActivationKind.Sigmoid, 0, 0);

    public ActivationSpec Candidate => new(ActivationKind.Tanh, 0, 0);

    public ActivationSpec OutputGate => new(ActivationKind.Sigmoid, 0, 0);

    public ActivationSpec Cell => new(ActivationKind.Tanh, 0, 0);
}

/// <summary>Whatever a spec says.</summary>
internal readonly struct ChosenActivations(LstmActivations chosen) : ICellActivations
{
    public ActivationSpec InputGate { get; } = chosen.InputGate;

    public ActivationSpec ForgetGate { get; } = chosen.ForgetGate;

    public ActivationSpec Candidate { get; } = chosen.Candidate;

    public ActivationSpec OutputGate { get; } = chosen.OutputGate;

    public ActivationSpec Cell { get; } = chosen.Cell;
}
