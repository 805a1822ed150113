import { randomUUID } from 'node:crypto'

import type { DeliverNoticesArgs } from './deliverNotices.ts'
import { findTargets } from './findTargets.ts'
import { tellTarget } from './tellTarget.ts'

/** What became of a test message to one target; `why` is null where it arrived. */
export interface TargetTest {
  name: string
  why: string | null
}

/**
 * Sends a test message to each target that is saved and switched on, or to the named one; tells of each what became of it.
 *
 * Nothing is written down and nothing is tried again: somebody is waiting for the answer.
 */
export async function testTargets(
  args: Pick<DeliverNoticesArgs, 'connectMail' | 'db' | 'fetch' | 'secrets'> & { only?: string | undefined },
): Promise<TargetTest[]> {
  const { only } = args
  const targets = [...(await findTargets(args)).values()].filter(({ name }) => only === undefined || name === only)

  return Promise.all(
    targets.map(async (target): Promise<TargetTest> => {
      const notice = { _id: randomUUID(), at: new Date(), event: 'test' as const, name: 'test' as const, values: {} }

      try {
        await tellTarget(args, { notice, target })

        return { name: target.name, why: null }
      } catch (error) {
        return { name: target.name, why: error instanceof Error ? error.message : String(error) }
      }
    }),
  )
}
