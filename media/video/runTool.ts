import { execFile } from 'node:child_process'

import { SECOND } from '../../src/domain/duration.ts'

export type ToolAnswer = { output: Buffer; state: 'done' } | { state: 'failed' } | { state: 'missing' }

const PATIENCE_MS = 30 * SECOND
const MAX_OUTPUT_BYTES = 64_000_000

/** Runs a program that may not be there, without a shell; `failed` when it ends badly or takes over 30 s. */
export const runTool = (command: string, args: readonly string[]): Promise<ToolAnswer> =>
  new Promise((resolve) => {
    execFile(
      command,
      args,
      { encoding: 'buffer', maxBuffer: MAX_OUTPUT_BYTES, timeout: PATIENCE_MS },
      (error, output) => {
        if (error === null) {
          resolve({ output, state: 'done' })
        } else {
          resolve({ state: error.code === 'ENOENT' ? 'missing' : 'failed' })
        }
      },
    )
  })
