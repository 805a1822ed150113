import type { ObjectId } from 'mongodb'

import type { AlarmEvent } from '../../src/domain/alarmTexts.ts'
import type { AlarmName, AlarmRecord } from '../../src/domain/alarms.ts'
import type { CollectionIndexes } from '../../src/domain/collectionIndexes.ts'
import { DAY, SECOND } from '../../src/domain/duration.ts'
import type { ReasonValues } from '../../src/domain/reasons/fillText.ts'
import type { Pending } from './deliverPending.ts'

export const ALARM_STATES = 'alarm_states'
export const ALARM_NOTICES = 'alarm_notices'

export type AlarmDocument = AlarmRecord & { _id: AlarmName; values: ReasonValues }

/** One event for one target; its id says what it is, so it is told once. */
export interface AlarmNotice extends Pending {
  event: AlarmEvent
  name: AlarmName
  target: string
  values: ReasonValues
}

/** Who watches at this moment, of all processes that could. */
export interface WatchTurn {
  _id: 'alarm-watch'
  /** Whose turn it is, by the id of the turn. */
  turn: string
  until: Date
}

export const ALARM_INDEXES: readonly CollectionIndexes[] = [
  {
    collection: ALARM_NOTICES,
    indexes: [
      { key: { nextAt: 1 }, name: 'due', partialFilterExpression: { state: 'pending' } },
      { expireAfterSeconds: (30 * DAY) / SECOND, key: { at: 1 }, name: 'forget_after_30_days' },
    ],
  },
]

/** Where Payload keeps its globals. */
export const GLOBALS = 'globals'

export interface StoredAlarms {
  _id: ObjectId
  secrets?: Record<string, string>
  smtpFrom?: string | null
  targets?: StoredTarget[] | null
}

export interface StoredTarget {
  enabled?: boolean | null
  kind: 'dingtalk' | 'email' | 'feishu' | 'webhook' | 'wecom'
  language?: 'en' | 'zh' | null
  name: string
  to?: string | null
}
