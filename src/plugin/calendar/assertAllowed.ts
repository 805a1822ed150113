import { Forbidden, type PayloadRequest, type Where } from 'payload'

import { SCHEDULES } from '../../domain/slugs.ts'
import { readSchedule } from './moveSchedule.ts'

export interface AssertAllowedArgs {
  id: string
  /** What the act comes to, by the rules of the collection. */
  operation: 'create' | 'update'
  req: PayloadRequest
}

/**
 * Lets an act on a schedule begin, before anything of it is told by a refusal; its saves ask the same again.
 *
 * @throws NotFoundError when the person may not see the schedule.
 * @throws Forbidden when they may see it, and not do that.
 */
export async function assertAllowed({ id, operation, req }: AssertAllowedArgs): Promise<void> {
  await readSchedule({ id, req })

  const decision = await req.payload.collections[SCHEDULES].config.access[operation]({ id, req })

  if (!(await isGranted({ decision, id, req }))) {
    throw new Forbidden(req.t)
  }
}

/** A host may have narrowed a rule to some schedules. */
async function isGranted({
  decision,
  id,
  req,
}: Pick<AssertAllowedArgs, 'id' | 'req'> & { decision: boolean | Where }): Promise<boolean> {
  if (typeof decision === 'boolean') {
    return decision
  }

  const { totalDocs } = await req.payload.count({
    collection: SCHEDULES,
    req,
    where: { and: [{ id: { equals: id } }, decision] },
  })

  return totalDocs > 0
}
