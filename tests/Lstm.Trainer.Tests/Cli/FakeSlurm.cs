using System;
using System.IO;
using System.Linq;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>Slurm's commands as small scripts: tasks run one after the other as soon as they are submitted, or when they are let go.</summary>
internal sealed class FakeSlurm : IDisposable
{
    private const string Sbatch = """
        #!/bin/sh
        fake=${0%/*}
        printf '%s\n' "$*" >>"$fake/submitted"
        job=$(wc -l <"$fake/submitted" | tr -d ' ')
        while :; do
          case $1 in
            --array=*) tasks=$(echo "${1#*=}" | sed 's/%.*//' | tr , ' ') ;;
            --output=*) log=${1#*=} ;;
            --job-name=*) name=${1#*=} ;;
            --*) ;;
            *) break ;;
          esac
          shift
        done
        for task in $tasks; do echo "$job|$task|PENDING|$name" >"$fake/task-$job-$task"; done
        (
          while [ -e "$fake/hold" ]; do sleep 0.02; done
          for task in $tasks; do
            state=FAILED
            to=$(echo "$log" | sed "s/%A/$job/; s/%a/$task/")
            if [ -e "$fake/kill-$task" ]; then
              rm "$fake/kill-$task"
              : >"$to"
            elif SLURM_ARRAY_TASK_ID=$task SLURM_CPUS_ON_NODE=1 sh "$@" >"$to" 2>&1; then
              state=COMPLETED
            fi
            [ -e "$fake/linger" ] && [ "$job" = 1 ] && state=COMPLETING
            echo "$job|$task|$state|$name" >"$fake/task-$job-$task"
          done
        ) >/dev/null 2>&1 &
        echo "$job"

        """;

    private const string Squeue = """
        #!/bin/sh
        cat "${0%/*}"/task-* 2>/dev/null || :

        """;

    private const string Scontrol = """
        #!/bin/sh
        echo 'JobId=1 JobState=FAILED Reason=JobLaunchFailure Dependency=(null) ExitCode=0:9'

        """;

    private readonly string folder = Directory.CreateTempSubdirectory("lstm-slurm-").FullName;

    public FakeSlurm(bool installed = true)
    {
        // A shell finds the host by the path too.
        File.CreateSymbolicLink(Path.Combine(folder, "dotnet"), Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(place => Path.Combine(place, "dotnet")).First(File.Exists));
        foreach (var (name, text) in installed ? new[] { ("sbatch", Sbatch), ("squeue", Squeue), ("scontrol", Scontrol) } : [])
        {
            string path = Path.Combine(folder, name);
            File.WriteAllText(path, text);
            ToolProcess.Run("chmod", $"+x {path}");
        }
        Variable = ("PATH", installed ? $"{folder}:/usr/bin:/bin" : folder);
    }

    /// <summary>The environment variable that lets a process find it.</summary>
    public (string Name, string Value) Variable { get; }

    /// <summary>The lines that sbatch was called with.</summary>
    public string[] Submitted => File.Exists(Path.Combine(folder, "submitted")) ? File.ReadAllLines(Path.Combine(folder, "submitted")) : [];

    /// <summary>The task is killed when it comes to it, once.</summary>
    public void Kill(int task) => File.WriteAllText(Path.Combine(folder, $"kill-{task}"), "");

    /// <summary>The tasks of the first array stay in the queue when they have ended.</summary>
    public void Linger() => File.WriteAllText(Path.Combine(folder, "linger"), "");

    /// <summary>No task begins until it is let go.</summary>
    public void Hold() => File.WriteAllText(Path.Combine(folder, "hold"), "");

    public void LetGo() => File.Delete(Path.Combine(folder, "hold"));

    public void Dispose()
    {
        LetGo();
        Directory.Delete(folder, recursive: true);
    }
}
