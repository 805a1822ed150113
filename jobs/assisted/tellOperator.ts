import type { Db, ObjectId } from 'mongodb'

import { readAccount } from '../../src/channels/readAccount.ts'
import { sayReminder } from '../../src/domain/assisted/reminders.ts'
import type { ChannelAccount } from '../../src/domain/channelAdapter.ts'
import { DEFAULT_LOCALE, type Locale, LOCALES } from '../../src/domain/content.ts'
import type { SecretBox } from '../../src/domain/secretBox.ts'
import { CHANNELS, OPERATOR_TASKS, PUBLICATIONS } from '../../src/domain/slugs.ts'
import { findMailServer } from '../alarms/findTargets.ts'
import { type Outgoing, sayToTarget, type Target } from '../alarms/tellTarget.ts'
import { rowsOf } from '../ledger/rows.ts'
import type { OperatorTask } from './records.ts'
import type { Reminder } from './planReminders.ts'

export interface TellOperatorArgs extends Outgoing {
  /** Where people of the admin sign in, without a slash at its end. */
  adminUrl: string
  db: Db
  secrets: Pick<SecretBox, 'open'>
  /** The collection of people. */
  users: string
}

const ROBOTS = ['dingtalk', 'feishu', 'webhook', 'wecom'] as const

/**
 * Tells the group or the assignee of one task; throws a reason without secrets when it did not reach them.
 *
 * What has been published or called off in the meantime is told to nobody.
 */
export async function tellOperator(args: TellOperatorArgs, reminder: Reminder): Promise<void> {
  const { adminUrl, db, secrets } = args
  const row = await rowsOf(db).findOne({ _id: reminder.publication })
  const wanted = reminder.phase === 'before' ? 'armed' : 'awaiting-operator'

  if (row?.state !== wanted) {
    return
  }

  const account = readAccount((await db.collection(CHANNELS).findOne({ _id: row.channel })) ?? {}, secrets)
  const assignee = await findAssignee(args, { account, id: row._id })
  // A group is spoken to as the person whose task it is.
  const language = LOCALES.find((locale) => locale === assignee?.language) ?? DEFAULT_LOCALE
  const { locales } = row.content.post
  const text = sayReminder({
    language,
    phase: reminder.phase,
    values: {
      assignee: assignee?.name || assignee?.email || '',
      channel: account.name,
      time: timeIn(row.dueAt, { language, timeZone: account.timeZone }),
      title: (locales[language] ?? locales[DEFAULT_LOCALE])?.title ?? '',
      url: `${adminUrl}/collections/${PUBLICATIONS}/${row._id}/task`,
    },
  })
  const data = { phase: reminder.phase, publication: row._id, text }
  const message = { at: reminder.at, data, id: reminder._id, text, type: `task.${reminder.phase}` }

  await sayToTarget(args, { message, target: await describeTarget(args, { account, to: assignee?.email ?? null }) })
}

interface Person {
  _id: ObjectId
  email: string
  language?: string
  name?: string
}

async function findAssignee(
  { db, users }: TellOperatorArgs,
  { account, id }: { account: ChannelAccount; id: string },
): Promise<Person | null> {
  const given = (await db.collection<OperatorTask>(OPERATOR_TASKS).findOne({ _id: id }))?.assignee
  const email = account.settings['assignee']
  const people = db.collection<Person>(users)

  if (given !== undefined) {
    return given === null ? null : people.findOne({ $expr: { $eq: [{ $toString: '$_id' }, given] } })
  }

  return typeof email === 'string' ? people.findOne({ email }) : null
}

async function describeTarget(
  args: TellOperatorArgs,
  { account, to }: { account: ChannelAccount; to: string | null },
): Promise<Target> {
  const kind = ROBOTS.find((robot) => robot === account.settings['remindBy'])

  if (kind !== undefined) {
    const { robotSecret, robotUrl } = account.credentials

    return { kind, secret: robotSecret ?? null, smtpFrom: null, to: null, url: robotUrl ?? null }
  }

  const server = await findMailServer(args)

  return { kind: 'email', secret: null, smtpFrom: server?.smtpFrom ?? null, to, url: server?.url ?? null }
}

const timeIn = (at: Date, { language, timeZone }: { language: Locale; timeZone: string }): string =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    day: 'numeric',
    hour: '2-digit',
    hourCycle: 'h23',
    minute: '2-digit',
    month: 'long',
    timeZone,
  }).format(at)
