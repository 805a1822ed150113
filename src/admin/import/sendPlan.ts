import type { ImportReport } from '../../domain/plan/report.ts'
import { RequestRefused } from '../requests/requestJson.ts'

export interface SendPlanArgs {
  file: File
  isDryRun: boolean
  url: string
}

/**
 * Sends a plan; a plan with problems is an answer, not a failure.
 *
 * @throws RequestRefused where there is no report, such as without the right to import.
 */
export async function sendPlan({ file, isDryRun, url }: SendPlanArgs): Promise<ImportReport> {
  const body = new FormData()

  body.set('file', file)
  body.set('dryRun', String(isDryRun))

  const response = await fetch(url, { body, credentials: 'include', method: 'POST' })
  const answer = (await response.json().catch(() => null)) as
    (Partial<ImportReport> & { errors?: { message: string }[] }) | null

  if (answer !== null && Array.isArray(answer.problems)) {
    return answer as ImportReport
  }

  throw new RequestRefused(
    response.status,
    answer?.errors?.map(({ message }) => message) ?? [`HTTP ${response.status}`],
  )
}
