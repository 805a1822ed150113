import { spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { createInterface } from 'node:readline'

import { environmentWith } from '../config/env.ts'
import { projectRoot } from '../config/projectRoot.ts'
import { ConfigurationError } from '../domain/errors.ts'
import { hashSources } from './sourceHash.ts'

const STAMP = path.join(projectRoot, '.next', 'drumbeat-build.json')

export interface EnsureBuildArgs {
  /** Told each step of the build. */
  report: (line: string) => void
  signal?: AbortSignal
}

/**
 * Makes the production build of the admin when there is none, or when a source changed since; resolves to whether it did.
 *
 * Sources are compared by content: a fresh checkout of what was built needs no build, a touched file neither.
 */
export async function ensureBuild({ report, signal }: EnsureBuildArgs): Promise<boolean> {
  const hash = await hashSources()

  if ((await readFile(STAMP, 'utf8').catch(() => '')) === hash) {
    return false
  }

  await build({ report, ...(signal === undefined ? {} : { signal }) })
  await writeFile(STAMP, hash)

  return true
}

async function build({ report, signal }: EnsureBuildArgs): Promise<void> {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: projectRoot,
    env: environmentWith({
      NEXT_TELEMETRY_DISABLED: '1',
      NODE_ENV: 'production',
      NODE_OPTIONS: '--conditions=production',
    }),
    signal,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []

  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)

      if (/Creating|Compiled|Collecting|Generating|Finalizing/.test(line)) {
        report(`build: ${line.replace(/^[^A-Za-z]*/, '')}`)
      }
    })
  }

  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })

  if (code !== 0) {
    throw new ConfigurationError(`The production build failed:\n${lines.slice(-40).join('\n')}`)
  }
}
