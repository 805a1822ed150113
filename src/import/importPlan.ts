import type { Payload } from 'payload'

import type { SafeFetch } from '../domain/channelAdapter.ts'
import { ConflictError, InvalidInputError } from '../domain/errors.ts'
import type { PlanDirectory, PlannedImport } from '../domain/plan/entry.ts'
import { fileProblem, type PlanProblem } from '../domain/plan/problem.ts'
import { buildReport, type ImportReport } from '../domain/plan/report.ts'
import { validatePlan } from '../domain/plan/validatePlan.ts'
import { gatherCovers, type FindFile } from './covers.ts'
import { readDirectory } from './readDirectory.ts'
import { readSheet } from './readSheet.ts'
import { writePlan } from './writePlan.ts'
import { labelsOfReason } from '../domain/reasons/reason.ts'

export interface ImportPlanArgs {
  /** Who imports, for the audit log; null for the command line. */
  actor: { id: string; name: string } | null
  clock: () => Date
  /** False for people who may plan but not approve: rows to be armed are refused. */
  canArm: boolean
  data: Buffer
  defaultTimeZone?: string
  dryRun: boolean
  fetch: SafeFetch
  findFile: FindFile
  payload: Payload
}

/**
 * Imports a content plan, all of it or nothing.
 *
 * Never throws for what is wrong with the plan: every problem is in the report, with its row and column.
 */
export async function importPlan(args: ImportPlanArgs): Promise<ImportReport> {
  const { clock, data, defaultTimeZone = 'Asia/Shanghai', dryRun, payload } = args
  const sheet = await readSheet(data)

  if (!sheet.ok) {
    return buildReport({ dryRun, problems: [sheet.problem], rows: [] })
  }

  const directory = await readDirectory(payload)
  const { coverColumn, imports, problems } = validatePlan({
    defaultTimeZone,
    directory,
    now: clock(),
    rows: sheet.rows,
  })
  const { files, problems: coverProblems } = await gatherCovers({ ...args, column: coverColumn, imports })
  const all = [...problems, ...coverProblems, ...(args.canArm ? [] : findUnarmable(imports))]
  const rows = imports.map(({ action, entry }) => ({
    action,
    publishAt: entry.publishAt.toISOString(),
    row: entry.row,
    title: entry.title,
  }))

  if (all.length > 0 || dryRun) {
    return buildReport({ dryRun, problems: all, rows })
  }

  return buildReport({ dryRun, problems: await tryWriting({ ...args, directory, files, imports }), rows })
}

const findUnarmable = (imports: readonly PlannedImport[]): PlanProblem[] =>
  imports
    .filter(({ action, entry }) => action !== 'skip' && entry.state === 'armed')
    .map(({ entry }) => ({
      code: 'may-not-arm',
      column: null,
      field: 'state',
      message: {
        en: 'Only a reviewer or an administrator may import posts as armed; write planned.',
        zh: '只有审核或管理员可以把内容导入为“待发布”,请改为“计划”。',
      },
      row: entry.row,
    }))

type WriteArgs = ImportPlanArgs & {
  directory: PlanDirectory
  files: Parameters<typeof writePlan>[0]['files']
  imports: readonly PlannedImport[]
}

/** What is refused on the way, such as a text too long for its channel, is a problem of the plan as well. */
async function tryWriting(args: WriteArgs): Promise<PlanProblem[]> {
  try {
    await writePlan({ ...args, now: args.clock() })

    return []
  } catch (error) {
    if (error instanceof InvalidInputError) {
      return error.reasons.map(({ path, ...given }) => ({
        ...fileProblem(given.code, labelsOfReason(given)),
        row: path === undefined ? null : Number(path),
      }))
    }

    if (error instanceof ConflictError) {
      const said = error.reasons?.map(labelsOfReason) ?? [{ en: error.message, zh: error.message }]

      return said.map((labels) => fileProblem(error.code, labels))
    }

    throw error
  }
}
