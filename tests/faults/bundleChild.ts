import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { build } from 'esbuild'

const built = new Map<string, Promise<string>>()

/**
 * Makes a child of these tests into one plain JavaScript file, packages included, and resolves to its path.
 *
 * Thousands of processes are started here to be killed: from one file a worker stands in a third of the time that a
 * loader such as tsx takes for the same code.
 */
export function bundleChild(file: string): Promise<string> {
  const known = built.get(file) ?? bundle(file)

  built.set(file, known)

  return known
}

async function bundle(file: string): Promise<string> {
  const outfile = path.join(await mkdtemp(path.join(tmpdir(), 'drumbeat-child-')), path.basename(file, '.ts') + '.mjs')

  await build({
    banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
    bundle: true,
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    // What the driver would like to have and lives without.
    external: OPTIONAL,
    format: 'esm',
    logLevel: 'error',
    minifySyntax: true,
    outfile,
    platform: 'node',
    target: 'node20',
  })

  return outfile
}

const OPTIONAL = [
  '@aws-sdk/credential-providers',
  '@mongodb-js/zstd',
  'aws4',
  'gcp-metadata',
  'kerberos',
  'mongodb-client-encryption',
  'snappy',
  'socks',
]
