import { importCommand } from './importCommand.ts'
import { openPayload } from './openRuntime.ts'
import { runCommand } from './runCommand.ts'

/** `npm run import -- plan.xlsx`: into the database of this folder. */
await runCommand('import', (args) => importCommand(args, () => openPayload((line) => console.error(line))))
