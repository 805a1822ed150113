import { spawn } from 'node:child_process'

import { getPayload, type Payload } from 'payload'

import { JOB_INDEXES } from '../../jobs/ledger/indexes.ts'
import { projectRoot } from '../config/projectRoot.ts'
import { findFacts } from '../database/facts.ts'
import { databaseOf } from '../database/handles.ts'
import { findMissingIndexes } from '../database/indexes.ts'
import { diagnose, formatVerdict } from '../domain/diagnosis.ts'
import { openRuntime } from './openRuntime.ts'
import { runCommand } from './runCommand.ts'

// `npm run doctor`: one verdict per line and what to do; exit code 1 if any fails.
await runCommand('doctor', async () => {
  const runtime = await openRuntime((line) => console.error(line))

  try {
    const { default: config } = await import('../../payload.config.ts')
    const payload = await getPayload({ config })
    const isWell = await tellVerdicts(payload)

    await payload.destroy()

    return isWell ? 0 : 1
  } finally {
    await runtime.database.stop()
  }
})

async function tellVerdicts(payload: Payload): Promise<boolean> {
  const db = databaseOf(payload)
  const [facts, missing, missingOfJobs, isImportMapFresh] = await Promise.all([
    findFacts(payload),
    findMissingIndexes(db),
    findMissingIndexes(db, JOB_INDEXES),
    checkGenerated(),
  ])
  const verdicts = diagnose({
    ...facts,
    isImportMapFresh,
    missingIndexes: [...missing, ...missingOfJobs],
  })

  for (const verdict of verdicts) {
    console.log(formatVerdict(verdict))
  }

  return verdicts.every(({ isWell }) => isWell)
}

/** The import map is one of the generated files; they are fresh or stale together. */
function checkGenerated(): Promise<boolean> {
  const child = spawn('npm', ['run', '--silent', 'check:generated'], { cwd: projectRoot, stdio: 'ignore' })

  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code === 0))
  })
}
