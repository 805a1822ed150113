import { MongoClient } from 'mongodb'

import { SECOND } from '../domain/duration.ts'
import { diagnose, type DiagnoseArgs } from './diagnose.ts'

export interface DoctorCommandArgs extends Omit<DiagnoseArgs, 'client'> {
  uri: string
}

/** Prints one verdict per line and what to do; exit code 1 when anything fails. */
export async function doctorCommand({ uri, ...args }: DoctorCommandArgs): Promise<number> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5 * SECOND })

  try {
    const verdicts = await diagnose({ client, ...args })

    for (const { advice, isGood, name, text } of verdicts) {
      console.log(`${isGood ? 'ok  ' : 'FAIL'} ${name.padEnd(13)} ${text}${isGood ? '' : `. ${advice}`}`)
    }

    return verdicts.every(({ isGood }) => isGood) ? 0 : 1
  } finally {
    await client.close()
  }
}
