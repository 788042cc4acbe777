using System;
using System.Runtime.InteropServices;

namespace Lstm.Benchmarks;

/// <summary>What is used of ONNX Runtime's C interface: a table of functions, in which each version keeps the places of those before.</summary>
internal sealed unsafe class OrtApi
{
    private const uint Version = 14;
    private const int Float = 1; // ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT
    private const int Int64 = 7; // ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64
    private const int Warning = 2; // ORT_LOGGING_LEVEL_WARNING
    private const int AllOptimizations = 99; // ORT_ENABLE_ALL

    private readonly nint* functions;
    private readonly nint environment;
    private readonly nint memory;

    public OrtApi(string library)
    {
        var getBase = (delegate* unmanaged<nint*>)NativeLibrary.GetExport(NativeLibrary.Load(library), "OrtGetApiBase");
        functions = ((delegate* unmanaged<uint, nint*>)getBase()[0])(Version);
        if (functions is null)
        {
            throw new MissingException($"{library} is older than version 1.{Version}");
        }
        fixed (byte* name = "benchmark\0"u8)
        fixed (nint* created = &environment)
        {
            Check(((delegate* unmanaged<int, byte*, nint*, nint>)functions[3])(Warning, name, created)); // CreateEnv
        }
        fixed (nint* created = &memory)
        {
            Check(((delegate* unmanaged<int, int, nint*, nint>)functions[69])(0, 0, created)); // CreateCpuMemoryInfo
        }
    }

    /// <summary>A session of a model, on one thread.</summary>
    public nint CreateSession(byte[] model)
    {
        nint options, session;
        Check(((delegate* unmanaged<nint*, nint>)functions[10])(&options)); // CreateSessionOptions
        Check(((delegate* unmanaged<nint, int, nint>)functions[13])(options, 0)); // SetSessionExecutionMode: ORT_SEQUENTIAL
        Check(((delegate* unmanaged<nint, int, nint>)functions[23])(options, AllOptimizations)); // SetSessionGraphOptimizationLevel
        Check(((delegate* unmanaged<nint, int, nint>)functions[24])(options, 1)); // SetIntraOpNumThreads
        Check(((delegate* unmanaged<nint, int, nint>)functions[25])(options, 1)); // SetInterOpNumThreads
        fixed (byte* bytes = model)
        {
            Check(((delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint>)functions[8])(environment, bytes, (nuint)model.Length, options, &session)); // CreateSessionFromArray
        }
        return session;
    }

    /// <summary>A tensor over memory that stays where it is.</summary>
    public nint CreateTensor(float[] pinned, params long[] shape) => CreateTensor(Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0), pinned.Length * sizeof(float), Float, shape);

    /// <summary>A tensor of whole numbers over memory that stays where it is; without dimensions a scalar.</summary>
    public nint CreateTensor(long[] pinned, params long[] shape) => CreateTensor(Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0), pinned.Length * sizeof(long), Int64, shape);

    private nint CreateTensor(nint values, int bytes, int type, long[] shape)
    {
        nint tensor;
        fixed (long* dimensions = shape)
        {
            Check(((delegate* unmanaged<nint, nint, nuint, long*, nuint, int, nint*, nint>)functions[49])( // CreateTensorWithDataAsOrtValue
                memory, values, (nuint)bytes, dimensions, (nuint)shape.Length, type, &tensor));
        }
        return tensor;
    }

    public nint CreateBinding(nint session)
    {
        nint binding;
        Check(((delegate* unmanaged<nint, nint*, nint>)functions[134])(session, &binding)); // CreateIoBinding
        return binding;
    }

    public void BindInput(nint binding, ReadOnlySpan<byte> name, nint tensor) => Bind(functions[136], binding, name, tensor);

    public void BindOutput(nint binding, ReadOnlySpan<byte> name, nint tensor) => Bind(functions[137], binding, name, tensor);

    /// <summary>Computes the outputs of a binding from its inputs.</summary>
    public void Run(nint session, nint binding) =>
        Check(((delegate* unmanaged<nint, nint, nint, nint>)functions[133])(session, 0, binding)); // RunWithBinding

    /// <summary>Gives back what was created for one model; the tensors' memory is the caller's.</summary>
    public void Release(nint session, nint binding, params nint[] tensors)
    {
        foreach (nint tensor in tensors)
        {
            ((delegate* unmanaged<nint, void>)functions[96])(tensor); // ReleaseValue
        }
        ((delegate* unmanaged<nint, void>)functions[135])(binding); // ReleaseIoBinding
        ((delegate* unmanaged<nint, void>)functions[95])(session); // ReleaseSession
    }

    private void Bind(nint function, nint binding, ReadOnlySpan<byte> name, nint tensor)
    {
        fixed (byte* text = name) // a literal, which ends in a zero
        {
            Check(((delegate* unmanaged<nint, byte*, nint, nint>)function)(binding, text, tensor));
        }
    }

    private void Check(nint status)
    {
        if (status != 0)
        {
            byte* message = ((delegate* unmanaged<nint, byte*>)functions[2])(status); // GetErrorMessage
            throw new InvalidOperationException("ONNX Runtime: " + Marshal.PtrToStringUTF8((nint)message));
        }
    }
}
