import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { generateSchema } from '@payloadcms/graphql/utilities'
import { generateImportMap, type SanitizedConfig } from 'payload'
import { generateTypes } from 'payload/node'

import { projectRoot } from '../config/projectRoot.ts'
import { runCommand } from './runCommand.ts'

const GENERATED = ['src/payload-types.ts', 'src/app/(payload)/admin/importMap.js', 'src/schema.graphql'] as const

/**
 * Writes the files that follow from payload.config.ts: types, the admin's import map and the GraphQL schema.
 *
 * Needs no database. With `--check` it leaves the files as they are and fails when one has drifted.
 */
await runCommand('generate', async (args) => {
  const isCheck = args.includes('--check')
  const before = await readGenerated()
  const { default: config } = await import('../../payload.config.ts')

  await generate(await config)

  const after = await readGenerated()
  const drifted = GENERATED.filter((_name, index) => before[index] !== after[index])

  if (!isCheck) {
    console.log(drifted.length === 0 ? 'Generated files are up to date.' : `Wrote ${drifted.join(', ')}.`)

    return 0
  }

  await Promise.all(GENERATED.map((name, index) => writeFile(path.join(projectRoot, name), before[index] ?? '')))

  if (drifted.length > 0) {
    console.error(`Out of date: ${drifted.join(', ')}. Run "npm run generate" and commit what it writes.`)
  }

  return drifted.length > 0 ? 1 : 0
})

async function generate(config: SanitizedConfig): Promise<void> {
  config.graphQL.schemaOutputFile = path.join(projectRoot, 'src/schema.graphql')

  await generateTypes(config, { log: false })
  await generateImportMap(config, { log: false })
  generateSchema(config)
}

function readGenerated(): Promise<(string | null)[]> {
  return Promise.all(GENERATED.map((name) => readFile(path.join(projectRoot, name), 'utf8').catch(() => null)))
}
