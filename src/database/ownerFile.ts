import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'

import { MINUTE, SECOND } from '../domain/duration.ts'
import { findProcessIdentity, isSameProcess } from './processIdentity.ts'

/** What a file says about the process that owns something; `notes` are the owner's own. */
export interface Owner<Notes> {
  identity: string
  notes: Notes
  pid: number
}

export type OwnerClaim<Notes> =
  | { holder: Owner<Notes>; isOurs: false }
  | { isOurs: true; left: Notes | null; release(notes?: Notes): Promise<void>; update(notes: Notes): Promise<void> }

/**
 * Makes this process the owner named in `file`, unless another living one is.
 *
 * What a dead owner left is handed over as `left`. Changing hands happens under a guard file, so that of two that
 * come at once only one wins.
 */
export async function claimOwnerFile<Notes>(file: string, notes: Notes): Promise<OwnerClaim<Notes>> {
  const self = { identity: (await findProcessIdentity(process.pid)) ?? 'unknown', pid: process.pid }
  const guard = `${file}.guard`

  await takeGuard(guard)

  try {
    const known = await readOwnerFile<Notes>(file)

    if (known !== null && (await isSameProcess(known))) {
      return { holder: known, isOurs: false }
    }

    await replace(file, { ...self, notes })

    return {
      isOurs: true,
      left: known?.notes ?? null,
      release: (last) =>
        last === undefined ? rm(file, { force: true }) : replace(file, { identity: '', notes: last, pid: 0 }),
      update: (next) => replace(file, { ...self, notes: next }),
    }
  } finally {
    await rm(guard, { force: true })
  }
}

/** What the file says, or null when there is none or it is damaged. */
export async function readOwnerFile<Notes>(file: string): Promise<Owner<Notes> | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Owner<Notes>
  } catch {
    return null
  }
}

async function takeGuard(guard: string): Promise<void> {
  for (;;) {
    try {
      return await writeFile(guard, '', { flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw error
      }
    }

    const made = await stat(guard).catch(() => null)

    // It is held for milliseconds; one that is old was left by a process that died holding it.
    if (made !== null && Date.now() - made.mtimeMs > MINUTE / 6) {
      await rm(guard, { force: true })
    }

    await wait(SECOND / 50)
  }
}

async function replace(file: string, content: unknown): Promise<void> {
  const draft = `${file}.${randomUUID()}`

  await writeFile(draft, JSON.stringify(content, null, 2), { mode: 0o600 })
  await rename(draft, file)
}
