#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { HEAP_FLAGS } from '../config/heapFlags.ts'

// npx drumbeat COMMAND, in the folder of a host app. A process of its own, because some things can only be said to node
// when it starts: the size of its heap, the loader that reads the host's TypeScript config, and the condition without
// which Lexical's packages choose their build by a dynamic import under a top-level await, which deadlocks on Node 20.
const child = spawn(
  process.execPath,
  [
    '--conditions=production',
    ...HEAP_FLAGS,
    `--import=${import.meta.resolve('tsx')}`,
    fileURLToPath(new URL('./host.js', import.meta.url)),
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => child.kill(signal))
}

child.once('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 0 : 1)
})
