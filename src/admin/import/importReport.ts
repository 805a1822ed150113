import type { PlanProblem } from '../../domain/plan/problem.ts'

/** What `POST /api/import/plan` answers, with or without problems. */
export interface ImportReport {
  created: number
  dryRun: boolean
  ok: boolean
  problems: PlanProblem[]
  rows: { action: 'create' | 'skip' | 'update'; publishAt: string; row: number; title: string }[]
  skipped: number
  updated: number
}
