import { readFile } from 'node:fs/promises'
import path from 'node:path'

import { projectRoot } from '../config/projectRoot.ts'

/** The version in package.json. */
export async function readVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(projectRoot, 'package.json'), 'utf8')) as { version: string }

  return version
}
