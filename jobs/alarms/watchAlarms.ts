import { randomUUID } from 'node:crypto'

import type { Db } from 'mongodb'

import type { AlarmEvent } from '../../src/domain/alarmTexts.ts'
import { type AlarmName, ALARMS, decideAlarm, NEVER_RAISED } from '../../src/domain/alarms.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { FLEET } from '../../src/domain/slugs.ts'
import { serverTimePlus } from '../ledger/rows.ts'
import { inRunTime, oneAtATime } from '../oneAtATime.ts'
import { deliverNotices, type DeliverNoticesArgs } from './deliverNotices.ts'
import { pendingSince } from './deliverPending.ts'
import { type Condition, findConditions } from './findConditions.ts'
import { findTargets } from './findTargets.ts'
import { ALARM_NOTICES, ALARM_STATES, type AlarmDocument, type AlarmNotice, type WatchTurn } from './records.ts'

export interface AlarmWatch {
  stop(): Promise<void>
}

const LOOK_EVERY_MS = 5 * SECOND

/**
 * Looks every five seconds whether somebody must be told, and tells them.
 *
 * Every process may watch, and the web process must, for it alone is there when no worker is; one of them has the
 * turn. An event is written down for each target under an id of its own before the alarm changes, so a crash
 * repeats a look and never a message.
 */
export function watchAlarms(args: DeliverNoticesArgs & { everyMs?: number }): AlarmWatch {
  const { everyMs = LOOK_EVERY_MS, log } = args
  let turning: Promise<void> | undefined

  const look = async (): Promise<void> => {
    await lookAtAlarms(args)
    await deliverNotices(args)
  }
  const lookOnce = oneAtATime(look, (running) =>
    inRunTime(running).catch((error: unknown) =>
      log.warn({ err: error }, 'alarms could not be looked at; trying again'),
    ),
  )
  const turn = (): void => void (turning = lookOnce())
  const timer = setInterval(turn, everyMs)

  timer.unref()
  turn()

  return {
    async stop() {
      clearInterval(timer)
      await turning
    },
  }
}

/** One look at everything; does nothing while another process has the turn. */
export async function lookAtAlarms({
  db,
  everyMs = LOOK_EVERY_MS,
  log,
  secrets,
}: DeliverNoticesArgs & { everyMs?: number }): Promise<void> {
  if (!(await takeTurn(db, everyMs))) {
    return
  }

  const { conditions, now } = await findConditions(db)
  const known = new Map((await states(db).find().toArray()).map((state) => [state._id, state]))

  for (const name of ALARMS) {
    const { isBad, values } = conditions[name]
    const { _id: _name, values: before, ...record } = known.get(name) ?? { ...NEVER_RAISED, _id: name, values: {} }
    const decision = decideAlarm({ isBad, name, now, record })

    if (decision.event !== 'none') {
      await writeNotices({ db, episode: decision.record.episode, event: decision.event, name, now, secrets, values })
      log[decision.event === 'raised' ? 'error' : 'info'](
        { alarm: name, ...values },
        `alarm ${decision.event}: ${name}`,
      )
    }

    await states(db).updateOne(
      { _id: name },
      { $set: { ...decision.record, values: isBad ? values : before } },
      { upsert: true },
    )
  }
}

const states = (db: Db) => db.collection<AlarmDocument>(ALARM_STATES)

/** True for one process at a time; a turn ends by itself. */
async function takeTurn(db: Db, everyMs: number): Promise<boolean> {
  const turn = randomUUID()
  const isFree = { $lte: [{ $ifNull: ['$until', new Date(0)] }, '$$NOW'] }
  const found = await db.collection<WatchTurn>(FLEET).findOneAndUpdate(
    { _id: 'alarm-watch' },
    [
      {
        $set: {
          turn: { $cond: [isFree, turn, '$turn'] },
          until: { $cond: [isFree, serverTimePlus(everyMs * 0.8), '$until'] },
        },
      },
    ],
    { returnDocument: 'after', upsert: true },
  )

  return found?.turn === turn
}

interface WriteNoticesArgs extends Pick<DeliverNoticesArgs, 'db' | 'secrets'>, Pick<Condition, 'values'> {
  episode: number
  event: AlarmEvent
  name: AlarmName
  now: Date
}

async function writeNotices({ db, episode, event, name, now, secrets, values }: WriteNoticesArgs): Promise<void> {
  const notices = db.collection<AlarmNotice>(ALARM_NOTICES)

  for (const target of (await findTargets({ db, secrets })).keys()) {
    await notices.updateOne(
      { _id: `${name}:${episode}:${event}:${target}` },
      {
        $setOnInsert: { ...pendingSince(now), event, name, target, values },
      },
      { upsert: true },
    )
  }
}
