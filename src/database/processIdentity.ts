import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/**
 * Tells one run of a process from another that later got the same pid: when it started, in the system's own words.
 *
 * Null when no such process runs. A pid alone is not enough: after a reboot it belongs to something else.
 */
export async function findProcessIdentity(pid: number): Promise<string | null> {
  if (process.platform !== 'linux') {
    const listing = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => null)

    return listing === null ? null : listing.stdout.trim() || null
  }

  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)

  if (stat === null) {
    return null
  }

  // The name may hold spaces and brackets, so fields are counted from its closing one: state is 0, the start is 19.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')

  return fields[0] === 'Z' ? null : (fields[19] ?? null)
}

/** Whether the very process that was seen before still runs. */
export const isSameProcess = async (seen: { identity: string; pid: number }): Promise<boolean> =>
  (await findProcessIdentity(seen.pid)) === seen.identity
