using Lstm.Specification;

namespace Lstm.Training.Engine.Kernels;

/// <summary>The activations of a cell. A kernel is compiled for each type of them: where they are constants, nothing is chosen in its loop.</summary>
internal interface ICellActivations
{
    ActivationKind InputGate { get; }

    ActivationKind ForgetGate { get; }

    ActivationKind Candidate { get; }

    ActivationKind OutputGate { get; }

    ActivationKind Cell { get; }
}

/// <summary>Sigmoid gates, tanh for candidate and cell.</summary>
internal readonly struct StandardActivations : ICellActivations
{
    public ActivationKind InputGate => ActivationKind.Sigmoid;

    public ActivationKind ForgetGate => ActivationKind.Sigmoid;

    public ActivationKind Candidate => ActivationKind.Tanh;

    public ActivationKind OutputGate => ActivationKind.Sigmoid;

    public ActivationKind Cell => ActivationKind.Tanh;
}

/// <summary>Whatever a spec says.</summary>
internal readonly struct ChosenActivations(LstmActivations chosen) : ICellActivations
{
    public ActivationKind InputGate { get; } = chosen.InputGate.Kind;

    public ActivationKind ForgetGate { get; } = chosen.ForgetGate.Kind;

    public ActivationKind Candidate { get; } = chosen.Candidate.Kind;

    public ActivationKind OutputGate { get; } = chosen.OutputGate.Kind;

    public ActivationKind Cell { get; } = chosen.Cell.Kind;
}
