import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

import { projectRoot } from '../../src/config/projectRoot.ts'

export interface Command {
  child: ChildProcess
  exited: Promise<number | null>
  output(): string
  /** Resolves with the match once the output has it; rejects with all output when the command ends before. */
  waitFor(pattern: RegExp): Promise<RegExpMatchArray>
}

export interface StartCommandArgs {
  entry: string
  /** The Node.js to run it with; this one unless given. */
  node?: string
  variables: Record<string, string>
}

/** Starts one of the project's commands as npm would, with nothing of the caller's Drumbeat settings. */
export function startCommand({ entry, node = process.execPath, variables }: StartCommandArgs): Command {
  const { DATABASE_URI: _uri, NODE_ENV: _mode, NODE_OPTIONS: _options, PAYLOAD_SECRET: _secret, ...rest } = process.env
  const child = spawn(node, ['-C', 'production', 'src/cli/run.mjs', entry], {
    cwd: projectRoot,
    env: { ...rest, LOG_LEVEL: 'info', ...variables } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''

  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))

  return {
    child,
    exited: once(child, 'close').then(([code]) => code as number | null),
    output: () => output,
    waitFor: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = output.match(pattern)

          if (match !== null) {
            resolve(match)
          }
        }

        child.stdout.on('data', look)
        child.stderr.on('data', look)
        child.once('close', (code) => reject(new Error(`ended with ${code} before ${String(pattern)}:\n${output}`)))
        look()
      }),
  }
}
