import { readFile } from 'node:fs/promises'

export interface MongodExit {
  kind: 'disk-full' | 'files-in-use' | 'killed' | 'other' | 'port-taken' | 'wrong-version'
  /** What happened and what to do, for people. */
  message: string
}

const SIGNS: { kind: MongodExit['kind']; message: string; sign: RegExp }[] = [
  {
    kind: 'disk-full',
    message: 'the disk is full; free some space',
    sign: /No space left on device|ENOSPC|File too large|EFBIG|OutOfDiskSpace/,
  },
  { kind: 'port-taken', message: 'its port is taken', sign: /Address already in use|SocketException.*bind/ },
  {
    kind: 'files-in-use',
    message: 'another mongod uses the same data folder; stop it or choose another DRUMBEAT_DATA_DIR',
    sign: /DBPathInUse|Unable to lock the lock file/,
  },
  {
    kind: 'wrong-version',
    message: 'its data was written by another version of MongoDB; use that version through MONGOD_BINARY',
    sign: /UPGRADE PROBLEM|Wrong mongod version|unsupported WiredTiger file version|invalid featureCompatibilityVersion/i,
  },
]

/**
 * Says why a mongod ended, from the end of its log and its exit.
 *
 * A log that tells nothing known yields its last error line, so that nobody has to go and look first.
 */
export async function explainMongodExit({
  code,
  logFile,
  since,
}: {
  code: number | null
  logFile: string
  /** Length of the log in bytes when this mongod started. */
  since: number
}): Promise<MongodExit> {
  const log = (await readFile(logFile).catch(() => Buffer.alloc(0))).subarray(since).toString('utf8')
  const known = SIGNS.find(({ sign }) => sign.test(log))

  if (known !== undefined) {
    return { kind: known.kind, message: known.message }
  }

  if (code === 128 + 9) {
    return { kind: 'killed', message: 'it was killed (SIGKILL); is the machine out of memory?' }
  }

  return {
    kind: 'other',
    message: `it ended with code ${code ?? 'unknown'}${findLastError(log)}; its log is ${logFile}`,
  }
}

function findLastError(log: string): string {
  const line = log
    .split('\n')
    .filter((candidate) => /"s":"[EF]"/.test(candidate) || (candidate !== '' && !candidate.startsWith('{')))
    .at(-1)

  if (line === undefined) {
    return ''
  }

  try {
    const { attr, msg } = JSON.parse(line) as { attr?: unknown; msg?: string }

    return ` (${msg ?? ''} ${JSON.stringify(attr ?? {})})`
  } catch {
    return ` (${line})`
  }
}
