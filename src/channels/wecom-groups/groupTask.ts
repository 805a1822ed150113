import type { CommitResult, ReconcileResult } from '../../domain/channelAdapter.ts'
import { MINUTE, SECOND } from '../../domain/duration.ts'
import { ChannelError } from '../../domain/errors.ts'
import { reason } from '../../domain/reasons/reason.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
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
export async function askTask({ call, msgid, sender, signal }: AskTaskArgs): Promise<CommitResult> {
  const pending = { pollInMs: POLL_MS, remoteId: msgid, state: 'pending' } as const
  const { body } = await call({ json: { limit: 1_000, msgid }, path: 'externalcontact/get_groupmsg_task', signal })
  const isSent = listIn(body, 'task_list').some(
    ({ status, userid }) => userid === sender && Number(status) === MEMBER_SENT,
  )

  if (!isSent) {
    return pending
  }

  const result = await call({
    json: { limit: 1_000, msgid, userid: sender },
    path: 'externalcontact/get_groupmsg_send_result',
    signal,
  })
  const groups = listIn(result.body, 'send_list')

  if (groups.some(({ status }) => Number(status) === GROUP_GOT_IT)) {
    return { remoteId: msgid, state: 'published' }
  }

  if (groups.every(({ status }) => Number(status) === 0)) {
    return pending
  }

  const values = { channel: NAME, code: groups.map(({ status }) => textOf(status)).join(',') }

  throw new ChannelError({
    channelCode: 'NO_GROUP_REACHED',
    errorClass: 'needs-human',
    isVerdict: true,
    message: reason('NO_GROUP_REACHED', { values }).message,
    says: { code: 'NO_GROUP_REACHED', values },
  })
}

export interface FindTaskArgs extends Omit<AskTaskArgs, 'msgid'> {
  clock: () => Date
  startedAt: Date | null
  text: string
}

/** Clocks of two machines may differ so much. */
const SKEW_MS = 5 * MINUTE
/** So long a new task may be missing in the list. */
const LAG_MS = 2 * MINUTE

/**
 * Looks for a task whose making was never answered, by its words.
 *
 * One that waits for its member is neither published nor absent: it stays unknown until it is sent, and then a person says so.
 */
export async function findTask({ clock, startedAt, text, ...asked }: FindTaskArgs): Promise<ReconcileResult> {
  if (startedAt === null) {
    return { state: 'unknown' }
  }

  const { body } = await asked.call({
    json: {
      chat_type: 'group',
      end_time: Math.ceil((clock().getTime() + SKEW_MS) / SECOND),
      limit: 100,
      start_time: Math.floor((startedAt.getTime() - SKEW_MS) / SECOND),
    },
    path: 'externalcontact/get_groupmsg_list_v2',
    signal: asked.signal,
  })
  const found = listIn(body, 'group_msg_list').find(({ text: words }) => isRecord(words) && words['content'] === text)

  if (found === undefined) {
    return { state: clock().getTime() - startedAt.getTime() < LAG_MS ? 'unknown' : 'absent' }
  }

  const result = await askTask({ ...asked, msgid: textOf(found['msgid']) })

  return result.state === 'published' ? result : { state: 'unknown' }
}

const listIn = (body: Record<string, unknown>, name: string): Record<string, unknown>[] =>
  (Array.isArray(body[name]) ? body[name] : []).filter(isRecord)
