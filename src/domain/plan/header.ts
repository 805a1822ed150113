import { readText, type PlanCell } from './cells.ts'
import { findPlanColumn, PLAN_COLUMNS, type PlanColumn } from './columns.ts'
import { columnLetter, labelOf, type PlanProblem } from './problem.ts'

export interface PlanHeader {
  /** The position of each column that is there. */
  columns: ReadonlyMap<PlanColumn, number>
  problems: PlanProblem[]
}

/** Reads the row of headers; every one must be known, none may come twice, the required ones must be there. */
export function readPlanHeader(cells: readonly PlanCell[], row: number): PlanHeader {
  const columns = new Map<PlanColumn, number>()
  const problems: PlanProblem[] = []

  cells.forEach((cell, index) => {
    const text = readText(cell)
    const field = text === '' ? null : findPlanColumn(text)
    const column = columnLetter(index)

    if (text === '') {
      return
    }

    if (field === null) {
      problems.push({ code: 'unknown-header', column, field, message: unknownHeader(text), row })
    } else if (columns.has(field)) {
      problems.push({ code: 'duplicate-header', column, field, message: duplicateHeader(text), row })
    } else {
      columns.set(field, index)
    }
  })

  for (const spec of PLAN_COLUMNS) {
    if ('required' in spec && !columns.has(spec.name)) {
      problems.push({ code: 'missing-header', column: null, field: spec.name, message: missingHeader(spec.name), row })
    }
  }

  return { columns, problems }
}

const unknownHeader = (text: string) => ({
  en: `“${text}” is no column of a content plan. Known: ${PLAN_COLUMNS.map(({ label }) => label.en).join(', ')}.`,
  zh: `不认识的列“${text}”。可用的列：${PLAN_COLUMNS.map(({ label }) => label.zh).join('、')}。`,
})

const duplicateHeader = (text: string) => ({
  en: `The column “${text}” is there twice.`,
  zh: `列“${text}”出现了两次。`,
})

const missingHeader = (field: PlanColumn) => ({
  en: `The column “${labelOf(field).en}” is missing.`,
  zh: `缺少“${labelOf(field).zh}”列。`,
})
