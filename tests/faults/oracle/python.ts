import { execFile, spawn } from 'node:child_process'
import { access } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

import { MINUTE } from '../../../src/domain/duration.ts'

/** The tzdata package of the same release as Node's own: `2025c` is `2025.3`. */
const release = process.versions.tz ?? ''
const tzdataVersion = (): string => `${release.slice(0, 4)}.${release.charCodeAt(4) - 'a'.charCodeAt(0) + 1}`

/**
 * Installs what the oracle needs into a folder of its own, once for each release of the zones; resolves to the folder.
 *
 * Needs python3 with pip and a package index, as the search for mongod may too.
 */
export async function installOracle(): Promise<string> {
  const folder = path.join(tmpdir(), `drumbeat-oracle-${release}`)
  const isThere = await access(path.join(folder, 'complete')).then(
    () => true,
    () => false,
  )

  if (!isThere) {
    const packages = ['python-dateutil==2.9.0.post0', `tzdata==${tzdataVersion()}`]

    await promisify(execFile)(
      'python3',
      ['-m', 'pip', 'install', '--quiet', '--upgrade', '--target', folder, ...packages],
      {
        timeout: 5 * MINUTE,
      },
    )
    await promisify(execFile)('touch', [path.join(folder, 'complete')])
  }

  return folder
}

/** Puts a question to the oracle. */
export async function askOracle<Answer>(folder: string, question: unknown): Promise<Answer> {
  const python = spawn('python3', [path.join(import.meta.dirname, 'oracle.py')], {
    env: { ...process.env, PYTHONPATH: folder },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const chunks: Buffer[] = []

  python.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  python.stdin.end(JSON.stringify(question))

  await new Promise<void>((resolve, reject) => {
    python.once('error', reject)
    python.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`the oracle ended with ${code}`))))
  })

  return JSON.parse(Buffer.concat(chunks).toString()) as Answer
}
