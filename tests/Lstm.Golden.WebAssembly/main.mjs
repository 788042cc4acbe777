// The program's start under Node.js, beside the published _framework: its arguments are the program's.
import { dotnet } from './_framework/dotnet.js';

const runtime = await dotnet.withApplicationArguments(...process.argv.slice(2)).create();
process.exit(await runtime.runMain());
