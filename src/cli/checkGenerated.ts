import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { projectRoot } from '../config/projectRoot.ts'
import { bundleEntry } from './bundleEntry.mjs'
import { type Verdict, verdict } from './diagnose.ts'

/** Tells whether the committed import map, types and schema are what the config gives now. */
export async function checkGenerated(): Promise<Verdict> {
  const bundle = await bundleEntry('src/cli/generate.ts')

  return promisify(execFile)(process.execPath, ['-C', 'production', bundle, '--check'], { cwd: projectRoot }).then(
    () => verdict('generated', true, 'types, import map and schema are fresh', ''),
    (error: { stderr: string }) => verdict('generated', false, error.stderr.trim(), 'Run npm run generate'),
  )
}
