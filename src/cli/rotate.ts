import { openPayload } from './openRuntime.ts'
import { rotateCommand } from './rotateCommand.ts'
import { runCommand } from './runCommand.ts'

/** `npm run rotate-secrets`: after CREDENTIALS_SECRET was changed and the old one went to CREDENTIALS_OLD_SECRETS. */
await runCommand('rotate-secrets', async () => rotateCommand(await openPayload((line) => console.error(line))))
