import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'

import type { RenditionStore } from './renditionStore.ts'

/** Renditions in a folder of this machine, which all processes of the installation share. */
export const createLocalStore = ({ directory }: { directory: string }): RenditionStore => {
  const root = path.resolve(directory)

  const fileOf = (key: string): string => {
    const file = path.resolve(root, key)

    if (!file.startsWith(root + path.sep)) {
      throw new Error(`The key ${key} leads out of the store`)
    }

    return file
  }

  return {
    async read(key) {
      try {
        return await readFile(fileOf(key))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
          return null
        }

        throw error
      }
    },
    async write(key, data) {
      const file = fileOf(key)
      const draft = `${file}.${randomUUID()}`

      await mkdir(path.dirname(file), { recursive: true })
      await writeFile(draft, data)
      await rename(draft, file)
    },
  }
}
