import process from 'node:process'
import { pathToFileURL } from 'node:url'

import { bundleEntry } from './bundleEntry.mjs'

// node -C production src/cli/run.mjs ENTRY.ts [arguments]: runs a TypeScript entry point of this project.
//
// The condition is not for looks: without one, Lexical's packages choose their build by a dynamic import under a top-level
// await, which deadlocks on Node 20 (seen in half of all starts: "unsettled top-level await", exit code 13).
const [entry, ...rest] = process.argv.slice(2)
const bundle = await bundleEntry(entry)

process.setSourceMapsEnabled(true)
process.argv = [process.argv[0], bundle, ...rest]

await import(pathToFileURL(bundle).href)
