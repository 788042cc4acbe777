using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace IotDevice;

/// <summary>Linux's own sockets, by the calls of its C library.</summary>
internal sealed class LinuxNetwork : Network
{
    private const ushort Unix = 1; // AF_UNIX
    private const ushort InterNetwork = 2; // AF_INET

    // Where addrinfo, one of a host's addresses, has what; four pointers are its end.
    private const int FamilyAt = 4;
    private const int TypeAt = 8;
    private const int LengthAt = 16;
    private static readonly int AddressAt = 16 + nint.Size;
    private static readonly int NextAt = 16 + (3 * nint.Size);
    private static readonly int AddressInfoLength = 16 + (4 * nint.Size);

    public override IConnection ConnectUnix(string path)
    {
        byte[] text = Encoding.UTF8.GetBytes(path);
        byte[] address = new byte[sizeof(ushort) + text.Length + 1]; // sockaddr_un
        BinaryPrimitives.WriteUInt16LittleEndian(address, Unix);
        text.CopyTo(address.AsSpan(sizeof(ushort)));
        var socket = LinuxSocket.Create(Unix);
        socket.Connect(address);
        return socket;
    }

    public override IConnection ConnectTcp(string host, int port)
    {
        byte[] hints = new byte[AddressInfoLength];
        BinaryPrimitives.WriteInt32LittleEndian(hints.AsSpan(TypeAt), LinuxSocket.Stream);
        int code = Libc.GetAddressInfo(host, port.ToString(CultureInfo.InvariantCulture), hints, out nint list);
        if (code != 0)
        {
            throw new IOException(Marshal.PtrToStringUTF8(Libc.GetAddressInfoError(code)));
        }
        try
        {
            return ConnectFirst(list);
        }
        finally
        {
            Libc.FreeAddressInfo(list);
        }
    }

    public override IListener Listen(int port)
    {
        byte[] address = new byte[16]; // sockaddr_in
        BinaryPrimitives.WriteUInt16LittleEndian(address, InterNetwork);
        BinaryPrimitives.WriteUInt16BigEndian(address.AsSpan(2), (ushort)port);
        ReadOnlySpan<byte> loopback = [127, 0, 0, 1];
        loopback.CopyTo(address.AsSpan(4));
        return new LinuxListener(address);
    }

    // A socket for each address: one that failed to connect is of no further use.
    private static LinuxSocket ConnectFirst(nint list)
    {
        IOException? failure = null;
        for (nint at = list; at != 0; at = Marshal.ReadIntPtr(at, NextAt))
        {
            byte[] address = new byte[Marshal.ReadInt32(at, LengthAt)];
            Marshal.Copy(Marshal.ReadIntPtr(at, AddressAt), address, 0, address.Length);
            try
            {
                var socket = LinuxSocket.Create(Marshal.ReadInt32(at, FamilyAt));
                socket.KeepAlive();
                socket.Connect(address);
                return socket;
            }
            catch (IOException e)
            {
                failure = e;
            }
        }
        throw failure!; // without an address there was an error
    }
}
