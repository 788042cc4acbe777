using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Writes convolutions: the values that an output sees are gathered into one window, whose sums are those of a panel.</summary>
internal sealed class ConvEmitter(SourceWriter writer, VectorTarget? target)
{
    private readonly LaneSpelling spell = new(target, target?.Lanes ?? 1);

    /// <summary>Over time: the samples before stand in a ring.</summary>
    public void Write(ConvPlan layer)
    {
        var spec = layer.Spec;
        var panels = Panels(layer, layer.Stage, spec.Activation);
        panels.WriteMethods();
        writer.Line();
        string strides = spec.Stride > 1 ? $", an output at every {EquationText.Ordinal(spec.Stride)} step" : "";
        writer.Doc($"<summary>Layer {layer.Index}: convolution over {spec.Kernel} time steps{(spec.Dilation > 1 ? $", {spec.Dilation} apart" : "")}, {layer.InputSize} in, {spec.Filters} out{strides}. The ring holds {layer.Slots} samples, behind them its place{(spec.Stride > 1 ? " and the steps until the next output" : "")}.</summary>");
        Optimised();
        using (writer.Open($"private static {(spec.Stride > 1 ? "bool" : "void")} {layer.Method}(ref float weights, ref float ring, ref float x, ref float y)"))
        {
            writer.Line($"ref int place = ref Unsafe.As<float, int>(ref Unsafe.Add(ref ring, {layer.Place("Place")}));");
            string newest = $"Unsafe.Add(ref ring, place * {layer.InputSize})";
            if (layer.TakesSample)
            {
                SampleText.Take(writer, newest, "x", layer.InputSize);
            }
            else
            {
                writer.Line(BodyEmitter.Copy(newest, "x", layer.InputSize));
            }
            writer.Line($"place = place == {layer.Slots - 1} ? 0 : place + 1; // the oldest sample");
            if (spec.Stride > 1)
            {
                writer.Line($"ref int wait = ref Unsafe.As<float, int>(ref Unsafe.Add(ref ring, {layer.Place("Wait")}));");
                using (writer.Open("if (wait > 0)"))
                {
                    writer.Line("wait--;");
                    writer.Line("return false;");
                }
                writer.Line($"wait = {spec.Stride - 1};");
            }
            BodyEmitter.Block(writer, layer.Method + "Window", "window");
            using (writer.Open($"for (int tap = 0, slot = place; tap < {spec.Kernel}; tap++)"))
            {
                writer.Line(BodyEmitter.Copy($"Unsafe.Add(ref window, tap * {layer.InputSize})", $"Unsafe.Add(ref ring, slot * {layer.InputSize})", layer.InputSize));
                writer.Line($"slot += {spec.Dilation};");
                writer.Line($"slot -= slot >= {layer.Slots} ? {layer.Slots} : 0;");
            }
            Sums(layer.Method, panels, spec.Filters, spec.Activation);
            writer.Line(BodyEmitter.Copy("y", "sums", spec.Filters));
            if (spec.Stride > 1)
            {
                writer.Line("return true;");
            }
        }
    }

    /// <summary>Within a sample.</summary>
    public void Write(FrameConvPlan layer)
    {
        var spec = layer.Spec;
        var panels = Panels(layer, layer.Stage, spec.Activation);
        panels.WriteMethods();
        writer.Line();
        writer.Doc($"<summary>Layer {layer.Index}: convolution within a frame of {layer.Positions} positions with {spec.Channels} values each; {layer.OutputPositions} with {spec.Filters} come out.</summary>");
        Optimised();
        using (writer.Open($"private static void {layer.Method}(ref float weights, ref float x, ref float y)"))
        {
            string frame = "x";
            if (layer.Pads)
            {
                BodyEmitter.Block(writer, layer.Method + "Frame", "frame");
                writer.Line(BodyEmitter.Copy(BodyEmitter.At("frame", spec.PadLeft * spec.Channels), "x", layer.InputSize));
                if (spec.Reflect)
                {
                    Mirror(layer);
                }
                frame = "frame";
            }
            if (spec.Dilation > 1)
            {
                BodyEmitter.Block(writer, layer.Method + "Window", "window");
            }
            using (writer.Open($"for (nint position = 0; position < {layer.OutputPositions}; position++)"))
            {
                string start = $"position * {spec.Stride * spec.Channels}";
                if (spec.Dilation > 1)
                {
                    using (writer.Open($"for (nint tap = 0; tap < {spec.Kernel}; tap++)"))
                    {
                        writer.Line(BodyEmitter.Copy($"Unsafe.Add(ref window, tap * {spec.Channels})", $"Unsafe.Add(ref {frame}, ({start}) + (tap * {spec.Dilation * spec.Channels}))", spec.Channels));
                    }
                }
                else
                {
                    writer.Line($"ref float window = ref Unsafe.Add(ref {frame}, {start}); // what this position sees");
                }
                Sums(layer.Method, panels, spec.Filters, spec.Activation);
                writer.Line(BodyEmitter.Copy($"Unsafe.Add(ref y, position * {spec.Filters})", "sums", spec.Filters));
            }
        }
    }

    private void Mirror(FrameConvPlan layer)
    {
        var spec = layer.Spec;
        void Side(int count, string to, string from)
        {
            if (count > 0)
            {
                using (writer.Open($"for (nint k = 1; k <= {count}; k++)"))
                {
                    writer.Line(BodyEmitter.Copy($"Unsafe.Add(ref frame, {to})", $"Unsafe.Add(ref x, {from})", spec.Channels));
                }
            }
        }
        Side(spec.PadLeft, $"({spec.PadLeft} - k) * {spec.Channels}", $"k * {spec.Channels}");
        Side(spec.PadRight, $"({spec.PadLeft + layer.Positions - 1} + k) * {spec.Channels}", $"({layer.Positions - 1} - k) * {spec.Channels}");
    }

    private PanelEmitter Panels(LayerPlan layer, SumStage stage, ActivationSpec activation) =>
        new(writer, target, layer.Method + "Sums", layer.Place("Panel"), stage, [0], 0, between: "window", handsOn: activation.Function.IsIdentity);

    private void Sums(string method, PanelEmitter panels, int filters, ActivationSpec activation)
    {
        BodyEmitter.Block(writer, method + "Sums", "sums");
        panels.WriteCalls("weights", "sums");
        if (activation.Function.IsIdentity)
        {
            return;
        }
        int bound = target is null ? filters : NetworkPlan.RoundUp(filters, target.Lanes);
        using (writer.Open($"for (nuint unit = 0; unit < {bound}; unit += {spell.Lanes})"))
        {
            writer.Line(spell.Store(spell.ActivateToHandOn(activation, spell.Load("sums", "unit")), "sums", "unit"));
        }
    }

    private void Optimised()
    {
        if (target is not null)
        {
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        }
    }
}
