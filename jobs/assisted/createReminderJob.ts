import { MINUTE } from '../../src/domain/duration.ts'
import { OPERATOR_REMINDERS } from '../../src/domain/slugs.ts'
import { deliverPending } from '../alarms/deliverPending.ts'
import type { PeriodicJob } from '../clock/periodicJob.ts'
import type { Log } from '../log.ts'
import { planReminders, type PlanRemindersArgs, type Reminder } from './planReminders.ts'
import { tellOperator, type TellOperatorArgs } from './tellOperator.ts'

export type ReminderJobArgs = PlanRemindersArgs & TellOperatorArgs & { log: Log }

/** Reminds people of what they publish by hand: before its time, at it, and when it still waits; each at most once. */
export const createReminderJob = (args: ReminderJobArgs): PeriodicJob => ({
  name: 'remind-operators',
  everyMs: MINUTE,
  async run() {
    await planReminders(args)
    await deliverPending<Reminder>({
      isToldOnce: true,
      notices: args.db.collection(OPERATOR_REMINDERS),
      onFailure: ({ publication }, error) =>
        args.log.warn({ error, publication }, 'a reminder of a task reached nobody'),
      tell: (reminder) => tellOperator(args, reminder),
    })
  },
})
