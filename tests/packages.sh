#!/usr/bin/env bash
# packages.sh [--out DIR]   pack everything, and use the packages as somebody who has nothing of this repository
#
# Installs the tool and trains with it; builds a new project for .NET 8 and 10, with warnings as errors, nullable on and off;
# runs it, publishes it with NativeAOT with and without AVX2, and compares the bits; makes a project from the template.
# Exit code: 0 all passed, 1 not, 2 usage, 77 skipped because a tool or package is missing. Nothing is installed outside DIR.
#
#   DeviceFramework   the framework to publish for (net10.0)
. "$(dirname "$0")/Shared/checks.sh"
feed=$out/feed work=$out/work

for_native
command -v git >/dev/null || skip 'no git, which the determinism of a build is about'
command -v unzip >/dev/null || skip 'no unzip to look into packages with'

# A program's runtime identifier, which is global on the command line, makes the library ask for no packs: one for each framework would be too many.
asks_for_no_packs() { # PROPERTY
  dotnet msbuild "$here/../src/Lstm.Runtime" -nologo -p:TargetFramework=net8.0 -p:"$1=linux-arm64" -t:ProcessFrameworkReferences -getItem:RuntimePack,PackageDownload >"$out/packs.json" &&
    grep -q '"RuntimePack": \[\]' "$out/packs.json" && ! grep '"Identity": .*linux-arm64' "$out/packs.json" >&2
}
for property in RuntimeIdentifier RuntimeIdentifiers; do check "$property asks for no packs of the library's frameworks" asks_for_no_packs $property; done

# The packages.
rm -rf "$feed" "$work" && mkdir -p "$feed" "$work"
for project in src/Lstm.Runtime src/Lstm.Training src/Lstm.Trainer src/Lstm.Templates; do
  must "pack-$(basename $project)" dotnet pack "$here/../$project" --nologo -c Release -o "$feed" --artifacts-path "$out/build"
done
version=$(basename "$feed"/Lstm.Embedded.[0-9]*.nupkg .nupkg | sed 's/Lstm.Embedded.//')

# holds PACKAGE FILE…: the package holds exactly these files, beside what every package has.
holds() {
  diff <(unzip -Z1 "$feed/$1" | grep -v '^_rels/\|^package/\|^\[Content_Types\]\|nuspec$' | sort) <(printf '%s\n' "${@:2}" | sort) >&2
}
says() { unzip -p "$feed/$1" '*.nuspec' | grep -qF "$2"; }
pages=$(cd "$here/.." && find docs -name '*.md')
check 'Lstm.Embedded holds library, generator, build files, README and pages' holds "Lstm.Embedded.$version.nupkg" README.md analyzers/dotnet/cs/Lstm.Generator.dll \
  build/Lstm.Embedded.props build/Lstm.Embedded.targets build/Lstm.InstructionSet.targets build/Lstm.CExports.targets build/lstm.schema.json buildTransitive/Lstm.Embedded.targets \
  lib/net8.0/Lstm.Runtime.dll lib/net8.0/Lstm.Runtime.xml lib/net10.0/Lstm.Runtime.dll lib/net10.0/Lstm.Runtime.xml $pages
check 'its symbols lie beside it' holds "Lstm.Embedded.$version.snupkg" lib/net8.0/Lstm.Runtime.pdb lib/net10.0/Lstm.Runtime.pdb
check 'it has a licence' says "Lstm.Embedded.$version.nupkg" '<license type="expression">MIT</license>'
# The repository's address is said once (LstmRepository), and is in all that names it; without one nothing names any.
address=$(sed -n 's|.*<LstmRepository [^>]*>\(.*\)</LstmRepository>|\1|p' "$here/../Directory.Build.props")
names() { # PACKAGE ADDRESS: in the description, the build files and the generator's messages
  unzip -p "$1" '*.nuspec' | grep -qF "<projectUrl>$2</projectUrl>" && unzip -p "$1" '*.nuspec' | grep -qF "url=\"$2\"" &&
    unzip -p "$1" build/Lstm.Repository.props | grep -qF ">$2<" && unzip -p "$1" analyzers/dotnet/cs/Lstm.Generator.dll | grep -qF "$2"
}
names_none() { ! unzip -p "$1" '*.nuspec' | grep -q '<projectUrl>\|url="' && ! unzip -Z1 "$1" | grep -q Repository.props; }
if [ -n "$address" ]; then
  check "the package names $address" names "$feed/Lstm.Embedded.$version.nupkg" "$address"
else
  check 'the package names no address' names_none "$feed/Lstm.Embedded.$version.nupkg"
  must pack-named dotnet pack "$here/../src/Lstm.Runtime" --nologo -c Release -o "$out/named" --artifacts-path "$out/build-named" -p:LstmRepository=https://example.org/lstm
  check 'one property gives it an address' names "$out/named/Lstm.Embedded.$version.nupkg" https://example.org/lstm
fi
no_dependencies() { ! unzip -p "$feed/$1" '*.nuspec' | grep -q '<dependency '; }
check 'it depends on nothing' no_dependencies "Lstm.Embedded.$version.nupkg"

check 'Lstm.Embedded.Training holds the library and the specification' holds "Lstm.Embedded.Training.$version.nupkg" README.md \
  lib/net10.0/Lstm.Training.dll lib/net10.0/Lstm.Training.xml lib/net10.0/Lstm.Generator.dll lib/net10.0/Lstm.Generator.xml
check 'it depends on the runtime library' says "Lstm.Embedded.Training.$version.nupkg" '<dependency id="Lstm.Embedded" '

notices() { # every assembly that is not of this repository is named, with the version that is built with, and the licence is there
  local package=$feed/Lstm.Trainer.$version.nupkg assembly package_name package_version
  unzip -p "$package" LICENSE | cmp - "$here/../LICENSE" >&2 || return 1
  unzip -p "$package" THIRD-PARTY-NOTICES.txt >"$out/notices.txt" || return 1
  for assembly in $(unzip -Z1 "$package" | sed -n 's|^tools/.*/\(.*\.dll\)$|\1|p' | grep -v '^Lstm\.'); do
    grep -qx "${assembly/./\\.}" "$out/notices.txt" || { say "THIRD-PARTY-NOTICES.txt lacks $assembly"; return 1; }
  done
  for package_name in csFastFloat Google.Protobuf Microsoft.CodeAnalysis.CSharp NAudio.Core ParquetSharp System.CommandLine; do
    package_version=$(sed -n "s/.*Include=\"$package_name\" Version=\"\(.*\)\".*/\1/p" "$here/../Directory.Packages.props")
    grep -qF "$package_name $package_version," "$out/notices.txt" || { say "THIRD-PARTY-NOTICES.txt has another version than $package_name $package_version"; return 1; }
  done
}
check 'Lstm.Trainer names what it carries of others, with licences' notices

# Built in two places, the assemblies are the same to the byte.
copy() { # FOLDER
  mkdir -p "$1"
  cp -r "$here/../src" "$here"/../Directory.* "$here/../global.json" "$here/../.editorconfig" "$here/../.gitignore" "$1"
  find "$1/src" -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
  # The compiler names sources by their place in a repository, and the assembly by its commit.
  git -C "$1" init -q && git -C "$1" add -A
  GIT_AUTHOR_DATE=2000-01-01T00:00:00Z GIT_COMMITTER_DATE=2000-01-01T00:00:00Z git -C "$1" -c user.name=test -c user.email=test@localhost -c commit.gpgsign=false commit -q -m copy
  try pack-copy dotnet pack "$1/src/Lstm.Runtime" --nologo -c Release -o "$1/feed"
}
same_twice() {
  copy "$work/here" && copy "$work/far away/from here" || return 1
  local file
  for file in lib/net8.0/Lstm.Runtime.dll lib/net10.0/Lstm.Runtime.dll analyzers/dotnet/cs/Lstm.Generator.dll; do
    cmp <(unzip -p "$work/here/feed/Lstm.Embedded.$version.nupkg" $file) <(unzip -p "$work/far away/from here/feed/Lstm.Embedded.$version.nupkg" $file) >&2 || { say "$file differs"; return 1; }
  done
}
check 'the build is deterministic' same_twice
rm -rf "$work/here" "$work/far away"

# A place of its own: Lstm.* comes from the feed alone, everything else from where it always comes, and the packages
# restored here do not stay in the user's folder.
for file in Directory.Build.props Directory.Build.targets Directory.Packages.props; do echo '<Project />' >"$work/$file"; done
{
  echo '<configuration>'
  echo '  <config><add key="globalPackagesFolder" value="packages" /></config>'
  echo "  <fallbackPackageFolders><add key=\"user\" value=\"$(dotnet nuget locals global-packages -l | sed 's/^[^/]*//')\" /></fallbackPackageFolders>"
  echo "  <packageSources><clear /><add key=\"feed\" value=\"$feed\" />"
  n=0; dotnet nuget list source --format short | sed -n 's/^E //p' | while read -r url; do n=$((n + 1)); echo "    <add key=\"source$n\" value=\"$url\" />"; done
  echo '  </packageSources>'
  echo '  <packageSourceMapping><clear /><packageSource key="feed"><package pattern="Lstm.*" /></packageSource>'
  n=0; dotnet nuget list source --format short | sed -n 's/^E //p' | while read -r url; do n=$((n + 1)); echo "    <packageSource key=\"source$n\"><package pattern=\"*\" /></packageSource>"; done
  echo '  </packageSourceMapping>'
  echo '</configuration>'
} >"$work/NuGet.config"
cd "$work"

# The tool.
must tool dotnet tool install Lstm.Trainer --tool-path "$work/tools" --version "$version" --configfile "$work/NuGet.config"
lstm=$work/tools/lstm
mkdir -p app/Models
cp "$here/../src/Lstm.Templates/lstm-device/recording.csv" .
check 'lstm new' try new "$lstm" new app/Models/gas-alarm.lstm.json --input 2 --hidden 8 --task binary
check 'lstm train' try train "$lstm" train app/Models/gas-alarm.lstm.json --data recording.csv --target alarm --validation-share 0.2 --bptt 60 --learning-rate 0.01 --epochs 10
check 'lstm inspect' try inspect "$lstm" inspect app/Models/gas-alarm.lstm.json
check 'lstm emit' try emit "$lstm" emit app/Models/gas-alarm.lstm.json --out emitted.cs
must weights [ -s app/Models/gas-alarm.safetensors ]
rm -f app/Models/*.checkpoint app/Models/*.html

# A program that trains in its own process, with nothing but the library's package: the one that its page shows.
trains() {
  mkdir -p gateway
  cat >gateway/gateway.csproj <<END
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup>
  <ItemGroup><PackageReference Include="Lstm.Embedded.Training" Version="$version" /></ItemGroup>
</Project>
END
  sed -n '/^```csharp$/,/^```$/{/^```/d;p}' "$here/../src/Lstm.Training/README.md" >gateway/Program.cs
  mkdir -p gateway-files && cp recording.csv gateway-files
  try build-gateway dotnet build gateway --nologo -c Release && (cd gateway-files && ../gateway/bin/Release/net10.0/gateway >figures.txt) &&
    grep -q '^validation: accuracy' gateway-files/figures.txt && [ -s gateway-files/gas-alarm.safetensors ] && [ -s gateway-files/imported.safetensors ]
}
check 'Lstm.Embedded.Training trains within a program' trains

# A new project, with the settings that are hardest to please.
cat >app/app.csproj <<END
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFrameworks>net8.0;net10.0</TargetFrameworks>
    <LangVersion>12</LangVersion>
    <Nullable>enable</Nullable>
    <AllowUnsafeBlocks>false</AllowUnsafeBlocks>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <WarningLevel>9999</WarningLevel>
    <AnalysisLevel>latest-recommended</AnalysisLevel>
    <GenerateDocumentationFile>true</GenerateDocumentationFile>
    <CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
    <InvariantGlobalization>true</InvariantGlobalization>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="Lstm.Embedded" Version="$version" /></ItemGroup>
</Project>
END
cat >app/Program.cs <<'END'
using System;
using Lstm.Embedded;

// A thousand steps, the bits of each result.
Console.Error.WriteLine(Isa.Describe());
var model = App.GasAlarm.Embedded;
App.GasAlarm.State state = default;
var random = new Random(1);
var sample = new float[App.GasAlarm.InputSize];
var result = new float[App.GasAlarm.OutputSize];
for (int t = 0; t < 1000; t++)
{
    for (int i = 0; i < sample.Length; i++)
    {
        sample[i] = random.Next(-4000, 4000) / 1000f;
    }
    model.Step(ref state, sample, result);
    Console.WriteLine(BitConverter.SingleToUInt32Bits(result[0]).ToString("x8", null));
}
END
sed -i 's/App\.GasAlarm/app.GasAlarm/g' app/Program.cs # the root namespace is the project's name

builds() { try "build-$1-$2" dotnet build app --nologo -c Release -f "$1" -p:Nullable="$2" --no-incremental; }
runs() { "$1" >"$2.txt" 2>"$2.isa" && [ "$(wc -l <"$2.txt")" = 1000 ]; }
export DOTNET_ROLL_FORWARD=Major # a program for .NET 8 on the runtime that is there
for framework in net8.0 net10.0; do
  if [ $framework = net8.0 ] && ! dotnet restore app -p:TargetFrameworks=net8.0 >"$out/restore8.log" 2>&1; then
    grep -q 'error NU110[0-9]' "$out/restore8.log" || { cat "$out/restore8.log" >&2; exit 1; }
    skip_part 'a program for .NET 8' 'no reference packages of it'
    sed -i 's/net8.0;net10.0/net10.0/' app/app.csproj
    continue
  fi
  check "$framework builds, nullable disabled" builds $framework disable
  check "$framework builds, nullable enabled" builds $framework enable
  check "$framework runs" runs app/bin/Release/$framework/app $framework
done
[ ! -s net8.0.txt ] || check '.NET 8 and 10 give the same bits' cmp net8.0.txt net10.0.txt

# Projects that get no code.
told_why() { # PROJECT FRAMEWORK MESSAGE
  mkdir -p unfit
  echo "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>$2</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include=\"Lstm.Embedded\" Version=\"$version\" /></ItemGroup></Project>" >"unfit/$1"
  cp app/Models/gas-alarm.* unfit
  dotnet build "unfit/$1" --nologo >"$out/unfit-$1.log" 2>&1
  [ "$(grep -o ' \(error\|warning\) [A-Z]*[0-9]*: .*' "$out/unfit-$1.log" | sort -u | wc -l)" = 1 ] && grep -q "$3" "$out/unfit-$1.log" || { cat "$out/unfit-$1.log" >&2; return 1; }
}
check 'netstandard2.0 is refused' told_why Old.csproj netstandard2.0 'error LSTM303: Lstm.Embedded needs net8.0 or newer, and this project targets netstandard2.0'
check 'Visual Basic is warned of' told_why Basic.vbproj net10.0 'warning LSTM304: The models of a project in VB get no code'

# NativeAOT.
framework=${DeviceFramework:-net10.0}
restores() { dotnet restore app --nologo -r "$rid" -p:PublishAot=true -p:TargetFrameworks="$framework"; }
if ! restorable restores; then
  framework=
  skip_part NativeAOT "$why"
else
  publishes() { # NAME more…
    try "publish-$1" dotnet publish app --nologo -c Release --no-restore -r "$rid" -p:PublishAot=true -p:TargetFrameworks=$framework -f $framework -o "$1" "${linker[@]}" "${@:2}"
  }
  warns() { grep -q 'warning LSTM301: ' "$1"; }
  quiet() { ! grep 'warning ' "$1" >&2; }
  body() { grep -q "^$2 body (.*NativeAOT" "$1.isa" || { cat "$1.isa" >&2; return 1; }; }
  check "NativeAOT, $framework" publishes aot
  check 'it warns of nothing' quiet "$out/publish-aot.log"
  check 'it runs' runs aot/app aot
  check 'NativeAOT and the JIT give the same bits' cmp aot.txt net10.0.txt
  not_yet() { # a build is no publish, whatever the project says it is for
    try not-yet dotnet build app --nologo -c Debug --no-restore -f $framework -p:PublishAot=true -p:TargetFrameworks=$framework &&
      runs app/bin/Debug/$framework/app jit && grep -q '; JIT ' jit.isa || { cat jit.isa >&2; return 1; }
  }
  check 'with PublishAot and under the JIT it says JIT' not_yet
  if [ "$rid" = linux-arm64 ]; then
    check 'its body is NEON' body aot Neon
  else
    check 'its body is AVX2' body aot Avx2
    check 'NativeAOT with LstmInstructionSet=none' publishes none -p:LstmInstructionSet=none
    check 'it warns that AVX2 is left out' warns "$out/publish-none.log"
    check 'it runs' runs none/app none
    check 'its body is scalar' body none Scalar
    check 'its bits are the same' cmp none.txt net10.0.txt

    # The choice alone, without a publish.
    target() { dotnet msbuild app -nologo -t:LstmInstructionSet -p:TargetFramework=$framework -p:RuntimeIdentifier="$rid" -p:PublishAot=true "$@" >"$out/choice.log" 2>&1; }
    told() { target "$@" && warns "$out/choice.log"; }
    untold() { target "$@" && quiet "$out/choice.log"; }
    refused() { # NAME: one error, and no warning beside it
      ! target -p:LstmInstructionSet="$1" && [ "$(grep -c 'LSTM30' "$out/choice.log")" = 1 ] && grep -q "error LSTM302: LstmInstructionSet cannot be '$1'; it is avx2, native or none, " "$out/choice.log"
    }
    for name in avx3 x86-x64-v3; do check "LstmInstructionSet=$name is refused" refused $name; done
    check 'LstmInstructionSet=Native is not warned of' untold -p:LstmInstructionSet=Native
    check 'LstmInstructionSet=NONE is warned of' told -p:LstmInstructionSet=NONE
    for names in x86-x64-v2 x86-64-v2 avx%2cbmi aes%2c-avx2; do check "IlcInstructionSet=$names is warned of" told -p:IlcInstructionSet=$names; done
    for names in x86-x64-v3 x86-64-v4 aes%2cavx2 native avx512f; do check "IlcInstructionSet=$names is not" untold -p:IlcInstructionSet=$names; done
    check 'without NativeAOT nothing is warned of' untold -p:PublishAot=false -p:LstmInstructionSet=none
    check 'nor for ARM64' untold -p:RuntimeIdentifier=linux-arm64 -p:LstmInstructionSet=none
  fi

  # A program that has the package through a library: the instruction set is chosen, the library's model is not made twice.
  mkdir -p through
  cat >through/through.csproj <<END
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><ProjectReference Include="../app/app.csproj" /></ItemGroup>
</Project>
END
  cp app/Models/gas-alarm.safetensors through
  must through dotnet restore through
  property() { # VALUE NAME more…
    [ "$(dotnet msbuild through -nologo -getProperty:"$2" -p:RuntimeIdentifier=linux-x64 -p:PublishAot=true "${@:3}")" = "$1" ]
  }
  check 'a publish through a library has AVX2' property avx2 IlcInstructionSet
  check 'capitals make no difference' property avx2 IlcInstructionSet -p:LstmInstructionSet=AVX2
  check 'and no models of its own' property '' EnableDefaultLstmItems
  told_through() { # a spec of its own gets no code there, which is told
    cp app/Models/gas-alarm.lstm.json through/own.lstm.json
    echo 'internal static class Program { private static void Main() { } }' >through/Program.cs
    try through-build dotnet build through --nologo && grep -q 'warning LSTM305: own.lstm.json: ' "$out/through-build.log"
  }
  check 'a spec without the generator is warned of' told_through
  not_told() { ! grep -q LSTM305 "$out"/build-*.log; }
  check 'one with it is not' not_told
fi

# The template.
hive=(--debug:custom-hive "$work/hive")
check 'the template installs' try template-install dotnet new install "$feed/Lstm.Templates.$version.nupkg" "${hive[@]}"
check 'dotnet new lstm-device' try template-new dotnet new lstm-device --name GasWatch "${hive[@]}"
check 'it builds' try template-build dotnet build GasWatch --nologo -c Release -warnaserror
watches() {
  GasWatch/bin/Release/net10.0/GasWatch <GasWatch/recording.csv >watch.jsonl 2>watch.err || { cat watch.err >&2; return 1; }
  # Right for nineteen of twenty rows of the recording that it was trained with.
  paste -d, <(tail -n +2 GasWatch/recording.csv) <(sed 's/.*:\(.*\)}/\1/' watch.jsonl) |
    awk -F, '{ right += ($3 == ($4 > 0.5)) } END { printf "right for %d of %d rows\n", right, NR; exit !(NR == 1500 && right > 0.95 * NR) }' >&2
}
check 'it knows its alarms' watches
sentinel() {
  sed '3i 3.4028235e38,3.4028235e38,0' GasWatch/recording.csv | GasWatch/bin/Release/net10.0/GasWatch 2>sentinel.err | cmp -s - watch.jsonl &&
    grep -qx "2 lines left out: no numbers, or a value outside the model's ranges." sentinel.err
}
check 'a sample that is not plausible is not seen by the network' sentinel
foreign_body() {
  LSTM_ISA=sse GasWatch/bin/Release/net10.0/GasWatch <GasWatch/recording.csv >/dev/null 2>body.err
  [ $? -eq 1 ] && grep -q '^LSTM_ISA=sse: there is no such body; it can run ' body.err && ! grep -q '   at ' body.err
}
check 'a body that it cannot run is one line' foreign_body
full_disk() {
  GasWatch/bin/Release/net10.0/GasWatch <GasWatch/recording.csv >/dev/full 2>full.err
  [ $? -eq 1 ] && grep -q '^A line cannot be read or written: ' full.err && ! grep -q '   at ' full.err
}
if [ -e /dev/full ]; then
  check 'a full disk is one line' full_disk
else
  skip_part 'the template on a full disk' 'no /dev/full'
fi
check 'it says that the heading is no sample' grep -qx "1 line left out: no numbers, or a value outside the model's ranges." watch.err

# The library and the program of docs/c-api.md, word for word, with the template's network.
if [ -z "$framework" ] || ! command -v cc >/dev/null; then
  skip_part 'the program of docs/c-api.md' 'no NativeAOT or no cc'
else
  block() { awk -v begin="\`\`\`$1" '$0 == begin { on = 1; next } /^```$/ { on = 0 } on' "$here/../docs/c-api.md"; }
  mkdir -p library
  cp GasWatch/gas-alarm.* library
  block xml | sed "s/net10.0/$framework/" >library/GasAlarm.csproj
  block c >library/main.c
  publishes_library() { rm -rf library/out && try "library-$1" dotnet publish library -r "$rid" -p:NativeLib="$1" -o library/out "${linker[@]}"; }
  compiles() { # PROGRAM FILE: the line of the page that begins with cc and names the file
    local line
    line=$(sed -n 's/^    cc \([^#]*\).*/\1/p' "$here/../docs/c-api.md" | grep "$2")
    (cd library && eval "cc -o $1 $line") 2>"$out/cc-$1.log" || { cat "$out/cc-$1.log" >&2; return 1; }
  }
  answers() { # PROGRAM: the numbers that the program in C# gave, which prints them as short as it can
    tail -n +2 recording.csv | cut -d, -f1,2 | "library/$1" >"library/$1.txt" || return 1
    paste <(sed 's/.*:\(.*\)}/\1/' watch.jsonl) "library/$1.txt" | awk '{ d = $1 - $2; if (NF != 2 || d * d > 1e-14) exit 1 } END { if (NR != 1500) exit 1 }'
  }
  for kind in Shared:GasAlarm.so Static:GasAlarm.a; do
    check "C, ${kind%:*}: publishes" publishes_library "${kind%:*}"
    check "C, ${kind%:*}: compiles" compiles "${kind%:*}" "${kind#*:}"
    check "C, ${kind%:*}: the answers of C#" answers "${kind%:*}"
  done
fi

finish
