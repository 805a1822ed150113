import { readEnv } from '../../src/config/env.ts'
import { openDatabase } from '../../src/database/openDatabase.ts'

/** A process that owns the embedded database until it is killed; for tests of what then becomes of mongod. */
const database = await openDatabase({
  env: readEnv(),
  isLasting: true,
  report: (line) => process.stdout.write(`${line}\n`),
})

process.stdout.write(`holding ${database.uri}\n`)
setInterval(() => undefined, 60_000)
