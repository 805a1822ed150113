import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

import { environmentWith } from '../config/env.ts'
import { projectRoot } from '../config/projectRoot.ts'
import { ConfigurationError } from '../domain/errors.ts'
import { bundleEntry } from './bundleEntry.mjs'

/** What the seed says of its steps; the rest is its log, and the accounts that `npm start` prints at its very end. */
const STEP = /^demo: /

/** Fills the database with the demo in a process of its own, so that the supervisor stays small. */
export async function runSeed(report: (line: string) => void): Promise<void> {
  const child = spawn(process.execPath, ['-C', 'production', await bundleEntry('src/cli/seed.ts')], {
    cwd: projectRoot,
    env: environmentWith({ NODE_ENV: 'production' }),
    stdio: ['ignore', 'pipe', 'inherit'],
  })

  createInterface({ input: child.stdout }).on('line', (line) => {
    if (STEP.test(line)) {
      report(line)
    }
  })

  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })

  if (code !== 0) {
    throw new ConfigurationError(
      'The demo could not be loaded; the reason stands above. The next start tries again, DRUMBEAT_DEMO=off leaves it out.',
    )
  }
}
