import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'

import { createSafeFetch } from '../channels/safeFetch.ts'
import { ConfigurationError } from '../domain/errors.ts'
import { formatReport } from '../domain/plan/report.ts'
import { MAX_IMAGE_BYTES } from '../domain/uploadRules.ts'
import { findFileIn } from '../import/covers.ts'
import { importPlan } from '../import/importPlan.ts'
import { createTemplate, TEMPLATE_NAME } from '../import/template.ts'
import type { OpenedContent } from './openedContent.ts'

const USAGE = `Usage: npm run import -- plan.xlsx|plan.csv [--dry-run] [--json]
       npm run import -- --template [out.xlsx]`

/** Imports a content plan from a spreadsheet, or writes an empty one; exit code 1 when anything is wrong with it. */
export async function importCommand(args: string[], open: () => Promise<OpenedContent>): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    args,
    options: { 'dry-run': { type: 'boolean' }, json: { type: 'boolean' }, template: { type: 'boolean' } },
  })
  const [file] = positionals

  if (values.template === true) {
    await writeFile(file ?? TEMPLATE_NAME, await createTemplate())
    console.log(`Wrote ${file ?? TEMPLATE_NAME}.`)

    return 0
  }

  if (file === undefined) {
    throw new ConfigurationError(USAGE)
  }

  const data = await readFile(file).catch((cause: unknown) => {
    throw new ConfigurationError(`${file} cannot be read.`, { cause })
  })

  const opened = await open()

  try {
    const report = await importPlan({
      actor: null,
      canArm: true,
      clock: () => new Date(),
      data,
      dryRun: values['dry-run'] === true,
      fetch: createSafeFetch({ allow: opened.env.OUTBOUND_ALLOW, maxAnswerBytes: MAX_IMAGE_BYTES }),
      findFile: findFileIn(path.dirname(file)),
      payload: opened.payload,
    })

    console.log(values.json === true ? JSON.stringify(report, null, 2) : formatReport(report))

    return report.ok ? 0 : 1
  } finally {
    await opened.close()
  }
}
