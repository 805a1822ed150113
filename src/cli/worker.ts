import { openPayload } from './openRuntime.ts'
import { runCommand } from './runCommand.ts'
import { workerCommand } from './workerCommand.ts'

/** `npm run worker`: one more worker process; joins the database of this folder, or runs it when nobody does. */
await runCommand('worker', async () => workerCommand(await openPayload((line) => console.log(line), true)))
