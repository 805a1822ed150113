import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

import { projectRoot } from '../config/projectRoot.ts'

const FOLDERS = ['collections', 'hooks', 'jobs', 'media', 'src']
const FILES = ['next.config.mjs', 'package-lock.json', 'payload.config.ts', 'tsconfig.json']

/**
 * A hash of everything that a production build depends on: sources, settings and locked packages.
 *
 * Not Node's version: the build is plain JavaScript, and native packages stay outside it.
 */
export async function hashSources(): Promise<string> {
  const listed = await Promise.all(
    FOLDERS.map((folder) => readdir(path.join(projectRoot, folder), { recursive: true, withFileTypes: true })),
  )
  const files = listed.flat().flatMap((entry) => (entry.isFile() ? [path.join(entry.parentPath, entry.name)] : []))
  const hash = createHash('sha256')

  for (const file of [...files, ...FILES.map((name) => path.join(projectRoot, name))].sort()) {
    hash.update(path.relative(projectRoot, file)).update(await readFile(file))
  }

  return hash.digest('hex')
}
