import { readEnv } from '../config/env.ts'
import { openDatabase } from '../database/openDatabase.ts'
import { checkGenerated } from './checkGenerated.ts'
import { doctorCommand } from './doctorCommand.ts'
import { runCommand } from './runCommand.ts'

/** `npm run doctor`: one verdict per line and what to do; exit code 1 when anything fails. */
await runCommand('doctor', async () => {
  const database = await openDatabase({ env: readEnv(), report: (line) => console.log(line) })

  try {
    return await doctorCommand({ expectsWorker: !database.isOwner, further: [checkGenerated], uri: database.uri })
  } finally {
    await database.stop()
  }
})
