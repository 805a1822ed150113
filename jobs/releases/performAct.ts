import type { PayloadRequest } from 'payload'

import { planAct, readActFacts } from '../../src/domain/release/acts.ts'
import type { Reason } from '../../src/domain/errors.ts'
import { reason } from '../../src/domain/reasons/reason.ts'
import type { ReleaseItem } from '../../src/domain/release/release.ts'
import { CHALLENGES, OFFERS } from '../../src/domain/slugs.ts'
import { reasonOfError } from './changeRun.ts'
import { type ActSubject, findActSubjects, toFields } from './subjects.ts'

export interface PerformActArgs {
  act: 'start' | 'stop'
  /** The instant that the act writes; the same each time it is repeated. */
  at: Date
  req: PayloadRequest
  subject: ReleaseItem['subject']
}

/**
 * Starts or stops an offer or a challenge, through the hooks that a person's save would meet; null when it is done.
 *
 * Harmless to repeat: it writes the instant that the release has noted, so the second time there is nothing to write.
 */
export async function performAct({ act, at, req, subject }: PerformActArgs): Promise<null | Reason> {
  const found = await findSubject(req, subject)

  if (found === null) {
    return GONE
  }

  const plan = planAct({ act, at, facts: readActFacts(found) })

  switch (plan.action) {
    case 'nothing':
      return null
    case 'refuse':
      return plan.reason
    case 'patch':
      return writeSubject(req, { data: toFields(plan.patch), subject })
  }
}

export const GONE: Reason = reason('SUBJECT_GONE')

/** The offer or the challenge as it is; null when it is gone. */
export async function findSubject(
  req: PayloadRequest,
  { id, slug }: ReleaseItem['subject'],
): Promise<ActSubject | null> {
  const [found] = await findActSubjects(req, { ids: [id], overrideAccess: true, slug })

  return found ?? null
}

/** Saves an offer or a challenge; a refusal is the item's failure, anything else is tried again. */
export async function writeSubject(
  req: PayloadRequest,
  { data, subject: { id, slug } }: { data: Record<string, unknown>; subject: ReleaseItem['subject'] },
): Promise<null | Reason> {
  if (slug !== OFFERS && slug !== CHALLENGES) {
    return GONE
  }

  try {
    await req.payload.update({ id, collection: slug, data, depth: 0, req })

    return null
  } catch (error) {
    if (isRefusal(error)) {
      return reasonOfError(error)
    }

    throw error
  }
}

/** Payload's errors for callers carry a status below 500. */
export function isRefusal(error: unknown): boolean {
  const { status } = error as { status?: unknown }

  return typeof status === 'number' && status >= 400 && status < 500
}
