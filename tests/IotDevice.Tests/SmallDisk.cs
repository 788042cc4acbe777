using System;
using System.Diagnostics;
using System.IO;
using Xunit;

namespace IotDevice.Tests;

/// <summary>A disk of a few pages, in memory. Only root can have one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly Folder folder = new();

    public SmallDisk()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "tmpfs");
        Directory.CreateDirectory(folder["disk"]);
        if (!Run("mount", "-t", "tmpfs", "-o", "size=64k", "none", folder["disk"]))
        {
            folder.Dispose();
            Assert.Skip("mount, as root");
        }
    }

    public string this[string file] => Path.Combine(folder["disk"], file);

    /// <summary>Leaves no room.</summary>
    public void Fill()
    {
        try
        {
            using var file = new FileStream(this["filler"], FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (true)
            {
                file.Write(new byte[1024]);
            }
        }
        catch (IOException)
        {
            // no more goes in
        }
    }

    /// <summary>Makes room again.</summary>
    public void Empty() => File.Delete(this["filler"]);

    /// <summary>Lets nothing be written any more.</summary>
    public void MakeReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", folder["disk"]), "remount");

    public void Dispose()
    {
        Run("umount", "-l", folder["disk"]);
        folder.Dispose();
    }

    private static bool Run(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // there is no such command
        }
    }
}
