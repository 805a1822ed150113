import { readText, type PlanCell, type PlanDay } from './cells.ts'
import type { PlanDirectory, PlanEntry, PlannedImport } from './entry.ts'
import { readPlanHeader } from './header.ts'
import { columnLetter, fileProblem, type PlanProblem } from './problem.ts'
import { readPlanRow } from './readRow.ts'
import { createRowSource, type RowSource } from './rowSource.ts'

export const MAX_PLAN_ROWS = 2_000

export interface ValidatePlanArgs {
  defaultTimeZone: string
  directory: PlanDirectory
  now: Date
  /** The sheet as it stands, blank rows included, so that rows are counted as a spreadsheet counts them. */
  rows: readonly (readonly PlanCell[])[]
}

export interface ValidatedPlan {
  /** The letter of the covers' column, for what only the import itself can find wrong there. */
  coverColumn: string | null
  /** Rows that show how to fill in the template; they are left out. */
  examples: number
  imports: PlannedImport[]
  problems: PlanProblem[]
}

/**
 * Says what an import of a plan would do, row by row, or everything that keeps it from being done.
 *
 * Where one row is wrong nothing is imported, so all problems are told at once.
 */
export function validatePlan({ defaultTimeZone, directory, now, rows }: ValidatePlanArgs): ValidatedPlan {
  const headerIndex = rows.findIndex((cells) => !isBlank(cells))

  if (headerIndex === -1) {
    return { coverColumn: null, examples: 0, imports: [], problems: [EMPTY] }
  }

  const { columns, problems } = readPlanHeader(rows[headerIndex] ?? [], headerIndex + 1)

  if (problems.length > 0) {
    return { coverColumn: null, examples: 0, imports: [], problems }
  }

  const imports: PlannedImport[] = []
  const seen = new Map<string, number>()
  let dayAbove: PlanDay | null = null
  let examples = 0
  let filled = 0

  for (const [index, cells] of rows.entries()) {
    if (index <= headerIndex || isBlank(cells)) {
      continue
    }

    const source = createRowSource({ cells, columns, row: index + 1 })

    if (isExample(source)) {
      examples += 1
      continue
    }

    filled += 1

    const { day, entry } = readPlanRow({ dayAbove, defaultTimeZone, directory, source })
    const planned = entry === null ? null : judge({ directory, entry, now, seen, source })

    dayAbove = day ?? dayAbove
    problems.push(...source.problems)

    if (planned !== null && source.problems.length === 0) {
      imports.push(planned)
    }
  }

  if (filled === 0) {
    problems.push(EMPTY)
  } else if (filled > MAX_PLAN_ROWS) {
    problems.push(tooManyRows(filled))
  }

  const coverIndex = columns.get('cover')

  return { coverColumn: coverIndex === undefined ? null : columnLetter(coverIndex), examples, imports, problems }
}

interface JudgeArgs {
  directory: PlanDirectory
  entry: PlanEntry
  now: Date
  seen: Map<string, number>
  source: RowSource
}

/** Compares a row with those above it, with the clock, and with what an earlier import made. */
function judge({ directory, entry, now, seen, source }: JudgeArgs): PlannedImport | null {
  const twin = seen.get(entry.importKey)

  seen.set(entry.importKey, twin ?? entry.row)

  if (twin !== undefined) {
    source.complain(source.text('key') === '' ? 'title' : 'key', 'duplicate-row', duplicateRow(twin))

    return null
  }

  const known = directory.known.get(entry.importKey)

  if (known?.fingerprint === entry.fingerprint) {
    return { action: 'skip', entry }
  }

  if (known !== undefined && known.scheduleState !== null && known.scheduleState !== 'planned') {
    source.complain(null, 'already-armed', alreadyArmed(known.scheduleState))

    return null
  }

  if (entry.publishAt <= now) {
    source.complain('date', 'past-date', pastDate(entry))

    return null
  }

  return known === undefined ? { action: 'create', entry } : { action: 'update', entry, known }
}

const isBlank = (cells: readonly PlanCell[]): boolean => cells.every((cell) => readText(cell) === '')

const isExample = (source: RowSource): boolean => /^(示例|example)/i.test(source.text('key'))

const EMPTY = fileProblem('empty-plan', {
  en: 'The first sheet has no row to import.',
  zh: '第一个工作表中没有可导入的行。',
})

const tooManyRows = (filled: number): PlanProblem =>
  fileProblem('too-many-rows', {
    en: `The plan has ${filled} rows; at most ${MAX_PLAN_ROWS} are taken at once.`,
    zh: `计划有 ${filled} 行，一次最多导入 ${MAX_PLAN_ROWS} 行。`,
  })

const duplicateRow = (twin: number) => ({
  en: `The same post stands in row ${twin} already.`,
  zh: `与第 ${twin} 行重复。`,
})

const alreadyArmed = (state: string) => ({
  en: `The row has changed, but its schedule is ${state} already. Change it in the admin, or set the schedule back to planned.`,
  zh: `这一行有改动，但对应的排期已处于 ${state} 状态。请在后台修改，或先把排期改回“计划”。`,
})

const pastDate = ({ publishAt, timeZone }: PlanEntry) => {
  const shown = publishAt.toLocaleString('sv-SE', { timeZone })

  return {
    en: `${shown} (${timeZone}) has passed.`,
    zh: `${shown}(${timeZone})已经过去。`,
  }
}
