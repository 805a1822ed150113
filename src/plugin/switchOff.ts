import type { Services } from '../../hooks/dependencies.ts'
import { InvalidInputError } from '../domain/errors.ts'
import { reason } from '../domain/reasons/reason.ts'
import { decideScheduleChange } from '../domain/scheduleChange.ts'

interface Switched extends Pick<Services, 'arming' | 'engagement'> {
  features: { delivery: boolean; engagement: boolean }
}

/**
 * The services of an installation with `enabled: false`.
 *
 * What takes something out of the ledger still works, so that a cancelled schedule does not go out once Drumbeat is switched on
 * again; nothing is armed, nothing is recorded, and no route is served.
 */
export const switchOff = <Composed extends Switched>(services: Composed): Composed => ({
  ...services,
  arming: {
    ...services.arming,
    async apply(args) {
      const decision = decideScheduleChange({
        current: args.schedule,
        isRearm: args.isRearm,
        previous: args.previous,
      })

      if (decision.action === 'arm') {
        const off = reason('OFF', { path: 'state' })

        throw new InvalidInputError(off.message, [off])
      }

      return services.arming.apply(args)
    },
  },
  engagement: { ...services.engagement, note: () => undefined, record: () => Promise.resolve() },
  features: { delivery: false, engagement: false },
})
