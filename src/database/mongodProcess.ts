import { spawn } from 'node:child_process'
import { mkdir, open, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Duplex } from 'node:stream'

import { explainMongodExit, type MongodExit } from './mongodLog.ts'

export interface MongodProcess {
  /** Settles when it has ended, wanted or not. */
  exited: Promise<MongodExit>
  pid: number
  /** Ends it cleanly; resolves when it is gone. */
  stop(): Promise<void>
}

export interface SpawnMongodArgs {
  binary: string
  /** Where its files lie; made when missing. */
  dataDirectory: string
  logFile: string
  port: number
}

/**
 * Starts mongod with a guard that ends it when this process is gone, however that died.
 *
 * A shell is its parent and holds one end of a socket pair; the kernel closes ours even on kill -9, the shell reads the
 * end of file and sends SIGTERM (SIGKILL after 9 s). Unlike PR_SET_PDEATHSIG this needs no native code, works on macOS, and
 * closing the pair on purpose is the ordinary stop. It runs in its own session: Ctrl-C must not end the database before
 * those who still write to it.
 */
export async function spawnMongod({ binary, dataDirectory, logFile, port }: SpawnMongodArgs): Promise<MongodProcess> {
  await mkdir(dataDirectory, { recursive: true })
  await mkdir(path.dirname(logFile), { recursive: true })

  const log = await open(logFile, 'a', 0o600)
  const since = (await stat(logFile)).size
  const shell = spawn('/bin/sh', ['-c', GUARD, 'drumbeat-mongod', binary, ...flags(dataDirectory, port)], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd, 'pipe'],
  })
  const line = shell.stdio[3] as Duplex
  const exited = new Promise<number | null>((resolve, reject) => {
    shell.once('error', reject)
    shell.once('exit', resolve)
  }).then((code) => explainMongodExit({ code, logFile, since }))

  line.on('error', () => undefined)
  await log.close()

  return {
    exited,
    pid: await readPid(line, exited),
    stop: async () => {
      line.end()
      await exited
    },
  }
}

const GUARD = `
"$@" 3>&- &
child=$!
echo "$child" >&3
(
  read -r _ <&3
  kill -TERM "$child"
  tenths=0
  while kill -0 "$child" && [ "$tenths" -lt 90 ]; do sleep 0.1; tenths=$((tenths + 1)); done
  kill -KILL "$child"
) 2>/dev/null &
guard=$!
wait "$child"
code=$?
kill "$guard" 2>/dev/null
exit "$code"
`

/** A small cache and a small oplog: it shares the machine with everything else. */
const flags = (dataDirectory: string, port: number): string[] => [
  ...['--dbpath', dataDirectory],
  ...['--port', String(port)],
  ...['--bind_ip', '127.0.0.1'],
  ...['--replSet', 'drumbeat'],
  ...['--oplogSize', '512'],
  ...['--wiredTigerCacheSizeGB', '0.5'],
  ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
  ...['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=500'],
  '--nounixsocket',
  '--quiet',
]

const readPid = (line: Duplex, exited: Promise<unknown>): Promise<number> =>
  Promise.race([
    new Promise<number>((resolve) => line.once('data', (data: Buffer) => resolve(Number(data.toString())))),
    exited.then(() => 0),
  ])
