import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

import ts from 'typescript'

import { projectRoot } from '../config/projectRoot.ts'
import { ConfigurationError } from '../domain/errors.ts'
import { readVersion } from './readVersion.ts'
import { runCommand } from './runCommand.ts'

const ENTRIES = [
  'src/cli/bin.ts',
  'src/cli/host.ts',
  ...['index', 'channelKit', 'client', 'rsc', 'server', 'types'].map((name) => `src/plugin/${name}.ts`),
]

/** Rooms whose files other than code (styles, fonts, pictures) the package needs beside it. */
const ASSET_ROOMS = ['src/admin', 'src/sandbox', 'media']

const formatHost: ts.FormatDiagnosticsHost = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => projectRoot,
  getNewLine: () => '\n',
}

await runCommand('build:plugin', async () => {
  const out = path.join(projectRoot, 'dist')

  await rm(out, { force: true, recursive: true })
  compile(out)
  await copyAssets(out)
  await keepTypesApart(out)
  await describePackage(out)
  console.log('The package is built in dist/.')

  return 0
})

/** Compiles what the package's exports reach; imports of `.ts` become imports of `.js`. */
function compile(outDir: string): void {
  const read = ts.readConfigFile(path.join(projectRoot, 'tsconfig.json'), (file) => ts.sys.readFile(file))

  if (read.error !== undefined) {
    throw new ConfigurationError(ts.flattenDiagnosticMessageText(read.error.messageText, '\n'))
  }

  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, projectRoot)
  const program = ts.createProgram(
    ENTRIES.map((entry) => path.join(projectRoot, entry)),
    {
      ...options,
      declaration: true,
      incremental: false,
      noEmit: false,
      noEmitOnError: true,
      outDir,
      plugins: [],
      rewriteRelativeImportExtensions: true,
      rootDir: projectRoot,
    },
  )
  const { diagnostics, emitSkipped } = program.emit()
  const problems = [...ts.getPreEmitDiagnostics(program), ...diagnostics]

  if (emitSkipped || problems.length > 0) {
    throw new ConfigurationError(ts.formatDiagnostics(problems, formatHost))
  }
}

async function copyAssets(out: string): Promise<void> {
  for (const room of ASSET_ROOMS) {
    await cp(path.join(projectRoot, room), path.join(out, room), {
      filter: (source) => !/\.tsx?$/.test(source),
      force: true,
      recursive: true,
    })
  }
}

/** The generated types tell Payload about this app's collections; in a host's program they would speak for the host. */
async function keepTypesApart(out: string): Promise<void> {
  const file = path.join(out, 'src/payload-types.d.ts')
  const text = await readFile(file, 'utf8').catch(() => '')

  if (text !== '') {
    await writeFile(file, text.replace(/declare module 'payload' \{[\s\S]*?\n\}\n?/u, ''))
  }
}

/** What code inside the package finds when it asks for its own version. */
async function describePackage(out: string): Promise<void> {
  const version = await readVersion()

  await writeFile(
    path.join(out, 'package.json'),
    `${JSON.stringify({ name: 'drumbeat', type: 'module', version }, null, 2)}\n`,
  )
}
