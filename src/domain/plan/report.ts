import { formatPlanProblem, type PlanProblem } from './problem.ts'

/** What became of a row, or would. */
export interface ImportedRow {
  action: 'create' | 'skip' | 'update'
  publishAt: string
  row: number
  title: string
}

/** What an import did, or would do; with problems it did nothing. */
export interface ImportReport {
  created: number
  dryRun: boolean
  ok: boolean
  problems: PlanProblem[]
  rows: ImportedRow[]
  skipped: number
  updated: number
}

export interface BuildReportArgs {
  dryRun: boolean
  problems: readonly PlanProblem[]
  rows: readonly ImportedRow[]
}

/** Problems in the order of the sheet; counts of what is written, nothing of it where there is a problem. */
export function buildReport({ dryRun, problems, rows }: BuildReportArgs): ImportReport {
  const count = (action: ImportedRow['action']): number =>
    problems.length > 0 ? 0 : rows.filter((row) => row.action === action).length

  return {
    created: count('create'),
    dryRun,
    ok: problems.length === 0,
    problems: problems.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0)),
    rows: [...rows],
    skipped: count('skip'),
    updated: count('update'),
  }
}

/** The report for a terminal, Chinese and English beside each other. */
export function formatReport(report: ImportReport): string {
  if (!report.ok) {
    const lines = report.problems.flatMap((problem) => [
      `  ${formatPlanProblem(problem, 'zh')}`,
      `    ${formatPlanProblem(problem, 'en')}`,
    ])

    return [
      `有 ${report.problems.length} 个问题，未写入任何内容。 ${report.problems.length} problem(s); nothing was written.`,
      ...lines,
    ].join('\n')
  }

  const { created, skipped, updated } = report
  const [zh, en] = report.dryRun ? ['试运行：将', 'Dry run: would'] : ['完成：已', 'Done:']

  return [
    `${zh}新建 ${created} 篇、更新 ${updated} 篇、跳过未变 ${skipped} 篇。`,
    `${en} create ${created}, update ${updated}, skip ${skipped} unchanged.`,
  ].join('\n')
}
