import type { Labels } from '../channelAdapter.ts'
import type { PlanColumn } from './columns.ts'
import { PLAN_COLUMNS } from './columns.ts'

/** One thing that keeps a plan from being imported, and where it stands in the sheet. */
export interface PlanProblem {
  code: string
  /** Letter of the column as a spreadsheet shows it, such as `C`; null when the whole row or file is meant. */
  column: string | null
  /** Our name of the column. */
  field: PlanColumn | null
  message: Labels
  /** The row as a spreadsheet counts, from 1; null when the whole file is meant. */
  row: number | null
}

/** `0` is A, `26` is AA. */
export const columnLetter = (index: number): string =>
  (index < 26 ? '' : columnLetter(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26))

export const labelOf = (field: PlanColumn): Labels =>
  PLAN_COLUMNS.find(({ name }) => name === field)?.label ?? { en: field, zh: field }

/** A problem of the file as a whole, such as a broken workbook. */
export const fileProblem = (code: string, message: Labels): PlanProblem => ({
  code,
  column: null,
  field: null,
  message,
  row: null,
})

/** One problem in one line: `第 3 行 C 列(时间):…` or `row 3, column C (Time): …`. */
export function formatPlanProblem({ column, field, message, row }: PlanProblem, language: 'en' | 'zh'): string {
  const name = field === null ? '' : labelOf(field)[language]

  if (language === 'zh') {
    const place = [row === null ? '' : `第 ${row} 行`, column === null ? '' : `${column} 列(${name})`].filter(Boolean)

    return [place.join(' '), message.zh].filter(Boolean).join(':')
  }

  const place = [row === null ? '' : `row ${row}`, column === null ? '' : `column ${column} (${name})`].filter(Boolean)

  return [place.join(', '), message.en].filter(Boolean).join(': ')
}
