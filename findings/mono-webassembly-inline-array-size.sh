#!/bin/sh
# Guess: an [InlineArray] of more than 1 MiB either has the size that its length says, as on CoreCLR, or is refused when the type is loaded.
# What happens: in .NET for WebAssembly (Mono) Unsafe.SizeOf of an inline array of 262,144 floats is 1,048,576, and of one of 262,145
#        floats it is 0, without an error; CoreCLR says 1,048,580. Whatever is laid out by that size then overlaps.
# Version: .NET 10.0.12, Microsoft.NETCore.App.Runtime.Mono.browser-wasm 10.0.12 (NuGet), run by Node.js
# Source: https://github.com/dotnet/runtime/blob/main/docs/design/specs/Ecma-335-Augments.md (inline arrays), the documentation of System.Runtime.CompilerServices.InlineArrayAttribute
set -eu
command -v dotnet > /dev/null && command -v node > /dev/null || { echo 'needs dotnet and node'; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
mkdir browser desk
cat > Program.cs <<'CS'
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

Console.WriteLine($"{RuntimeInformation.FrameworkDescription} {RuntimeInformation.ProcessArchitecture}: {Unsafe.SizeOf<OneMiB>()} {Unsafe.SizeOf<OneFloatMore>()}");

[InlineArray(262_144)] struct OneMiB { float first; }
[InlineArray(262_145)] struct OneFloatMore { float first; }
CS
cat > browser/browser.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk.WebAssembly">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <RuntimeFrameworkVersion>10.0.12</RuntimeFrameworkVersion>
    <CompressionEnabled>false</CompressionEnabled>
    <WasmFingerprintAssets>false</WasmFingerprintAssets>
  </PropertyGroup>
  <ItemGroup><Compile Include="../Program.cs" /></ItemGroup>
</Project>
XML
cat > desk/desk.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
  <ItemGroup><Compile Include="../Program.cs" /></ItemGroup>
</Project>
XML
cat > main.mjs <<'JS'
import { dotnet } from './_framework/dotnet.js';
process.exit(await (await dotnet.create()).runMain());
JS
dotnet publish browser -v q -c Release -o out > log || { tail -5 log; exit 1; }
cp main.mjs out/wwwroot
dotnet run --project desk > desk.txt
node out/wwwroot/main.mjs > browser.txt
cat desk.txt browser.txt
grep -q ': 1048576 1048580$' desk.txt && grep -q 'Wasm: 1048576 0$' browser.txt || { echo 'This has changed.'; exit 1; }
echo 'As found: no size above 1 MiB in WebAssembly.'
