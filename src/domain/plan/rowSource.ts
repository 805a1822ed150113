import type { Labels } from '../channelAdapter.ts'
import { readText, type PlanCell } from './cells.ts'
import type { PlanColumn } from './columns.ts'
import type { PlanHeader } from './header.ts'
import { columnLetter, type PlanProblem } from './problem.ts'

/** One row of the sheet: gives cells by column and collects what is wrong with them. */
export interface RowSource {
  cell(field: PlanColumn): PlanCell
  complain(field: PlanColumn | null, code: string, message: Labels): void
  problems: PlanProblem[]
  row: number
  text(field: PlanColumn): string
}

export function createRowSource(args: {
  cells: readonly PlanCell[]
  columns: PlanHeader['columns']
  row: number
}): RowSource {
  const { cells, columns, row } = args
  const problems: PlanProblem[] = []
  const cell = (field: PlanColumn): PlanCell => {
    const index = columns.get(field)

    return index === undefined ? null : cells[index]
  }

  return {
    cell,
    complain(field, code, message) {
      const index = field === null ? undefined : columns.get(field)

      problems.push({ code, column: index === undefined ? null : columnLetter(index), field, message, row })
    },
    problems,
    row,
    text: (field) => readText(cell(field)),
  }
}
