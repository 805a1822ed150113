import { MongoClient } from 'mongodb'

import { openDatabase } from '../database/openDatabase.ts'
import { readEnv } from '../config/env.ts'
import { SECOND } from '../domain/duration.ts'
import { diagnose } from './diagnose.ts'
import { runCommand } from './runCommand.ts'

/** `npm run doctor`: one verdict per line and what to do; exit code 1 when anything fails. */
await runCommand('doctor', async () => {
  const env = readEnv()
  const database = await openDatabase({ env, report: (line) => console.log(line) })
  const client = new MongoClient(database.uri, { serverSelectionTimeoutMS: 5 * SECOND })

  try {
    const verdicts = await diagnose({ client, expectsWorker: !database.isOwner })

    for (const { advice, isGood, name, text } of verdicts) {
      console.log(`${isGood ? 'ok  ' : 'FAIL'} ${name.padEnd(13)} ${text}${isGood ? '' : `. ${advice}`}`)
    }

    return verdicts.every(({ isGood }) => isGood) ? 0 : 1
  } finally {
    await client.close()
    await database.stop()
  }
})
