import type { CommitResult } from '../../domain/channelAdapter.ts'
import { MINUTE } from '../../domain/duration.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { spokenError } from '../spokenError.ts'
import { type CallWecom, NAME } from './callWecom.ts'

export interface AskTaskArgs {
  call: CallWecom
  msgid: string
  sender: string
  signal: AbortSignal
}

/** How often a member's phone is asked after. */
const POLL_MS = 5 * MINUTE
const MEMBER_SENT = 2
const GROUP_GOT_IT = 1

/** Whether the member has sent it, and whether any group got it. Throws when they sent it and none did. */
export async function askTask(args: AskTaskArgs): Promise<CommitResult> {
  const { msgid } = args
  const pending = { pollInMs: POLL_MS, remoteId: msgid, state: 'pending' } as const

  if ((await readMember(args)) !== 'sent') {
    return pending
  }

  const groups = await readGroups(args)

  if (hasArrived(groups)) {
    return { remoteId: msgid, state: 'published' }
  }

  if (groups.every(({ status }) => Number(status) === 0)) {
    return pending
  }

  throw spokenError({
    channelCode: 'NO_GROUP_REACHED',
    errorClass: 'needs-human',
    isVerdict: true,
    says: 'NO_GROUP_REACHED',
    values: { channel: NAME, code: groups.map(({ status }) => textOf(status)).join(',') },
  })
}

export type Group = Record<string, unknown>

export const hasArrived = (groups: readonly Group[]): boolean =>
  groups.some(({ status }) => Number(status) === GROUP_GOT_IT)

/** How far the member is with a task; `another` where it is not theirs. */
export async function readMember({ call, msgid, sender, signal }: AskTaskArgs): Promise<'another' | 'asked' | 'sent'> {
  const { body } = await call({ json: { limit: 1_000, msgid }, path: 'externalcontact/get_groupmsg_task', signal })
  const task = listIn(body, 'task_list').find(({ userid }) => userid === sender)

  return task === undefined ? 'another' : Number(task['status']) === MEMBER_SENT ? 'sent' : 'asked'
}

/** What each group got; before the member has sent it, none may be named. */
export async function readGroups({ call, msgid, sender, signal }: AskTaskArgs): Promise<Group[]> {
  const { body } = await call({
    json: { limit: 1_000, msgid, userid: sender },
    path: 'externalcontact/get_groupmsg_send_result',
    signal,
  })

  return listIn(body, 'send_list')
}

export const listIn = (body: Record<string, unknown>, name: string): Record<string, unknown>[] =>
  (Array.isArray(body[name]) ? body[name] : []).filter(isRecord)
