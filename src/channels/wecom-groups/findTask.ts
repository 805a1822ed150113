import type { IsTaken, ReconcileResult } from '../../domain/channelAdapter.ts'
import { MINUTE, SECOND } from '../../domain/duration.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'
import { type AskTaskArgs, type Group, hasArrived, listIn, readGroups, readMember } from './groupTask.ts'

export interface FindTaskArgs extends Omit<AskTaskArgs, 'msgid'> {
  /** The groups that the task was made for; empty where the member chooses. */
  chatIds: readonly string[]
  clock: () => Date
  isTaken: IsTaken | undefined
  startedAt: Date | null
  text: string
}

/** Clocks of two machines may differ so much. */
const SKEW_MS = 5 * MINUTE
/** So long a new task may be missing in the list. */
const LAG_MS = 2 * MINUTE

/**
 * Looks for a task whose making was never answered: by its words, its member and its groups, and no other publication's.
 *
 * One that waits for its member is neither published nor absent: it stays unknown until it is sent, and then a person says so.
 */
export async function findTask({
  chatIds,
  clock,
  isTaken,
  startedAt,
  text,
  ...asked
}: FindTaskArgs): Promise<ReconcileResult> {
  if (startedAt === null) {
    return { state: 'unknown' }
  }

  const { isWhole, tasks } = await listTasks(asked, {
    from: new Date(startedAt.getTime() - SKEW_MS),
    until: new Date(clock().getTime() + SKEW_MS),
  })
  let mayBeOurs = !isWhole || clock().getTime() - startedAt.getTime() < LAG_MS

  for (const { msgid: id, text: words } of tasks) {
    const task = { ...asked, msgid: textOf(id) }
    const receipt = { remoteId: task.msgid }

    if (!isRecord(words) || words['content'] !== text || (await isTaken?.(receipt))) {
      continue
    }

    const member = await readMember(task)
    const groups = member === 'another' ? [] : await readGroups(task)

    // The same words may have gone to other groups, or by another member: a task of another channel.
    if (member === 'another' || !isWithin(groups, chatIds)) {
      continue
    }

    // Some of our groups may be all of another channel's: that is for a person to see.
    if (member === 'sent' && hasArrived(groups) && hasAll(groups, chatIds)) {
      return { ...receipt, state: 'published' }
    }

    mayBeOurs = true
  }

  return { state: mayBeOurs ? 'unknown' : 'absent' }
}

const isWithin = (groups: readonly Group[], chatIds: readonly string[]): boolean =>
  chatIds.length === 0 || groups.every(({ chat_id: id }) => chatIds.includes(textOf(id)))

const hasAll = (groups: readonly Group[], chatIds: readonly string[]): boolean =>
  chatIds.every((chatId) => groups.some(({ chat_id: id }) => id === chatId))

interface ListedTasks {
  /** False where there are more than were read. */
  isWhole: boolean
  /** The oldest first: what was asked for first was made first. */
  tasks: Record<string, unknown>[]
}

/** The tasks of the whole company in a time. */
async function listTasks(
  { call, signal }: Pick<AskTaskArgs, 'call' | 'signal'>,
  { from, until }: { from: Date; until: Date },
): Promise<ListedTasks> {
  const tasks: Record<string, unknown>[] = []
  let cursor = ''

  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { body } = await call({
      json: {
        chat_type: 'group',
        end_time: Math.ceil(until.getTime() / SECOND),
        limit: 100,
        start_time: Math.floor(from.getTime() / SECOND),
        ...(cursor !== '' && { cursor }),
      },
      path: 'externalcontact/get_groupmsg_list_v2',
      signal,
    })

    tasks.push(...listIn(body, 'group_msg_list'))
    cursor = textOf(body['next_cursor'])

    if (cursor === '') {
      break
    }
  }

  tasks.sort((one, other) => Number(one['create_time']) - Number(other['create_time']))

  return { isWhole: cursor === '', tasks }
}

const MAX_PAGES = 10
