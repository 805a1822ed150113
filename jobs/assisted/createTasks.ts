import type { PayloadRequest } from 'payload'

import type { AuditLog, ChannelRegistry } from '../../hooks/dependencies.ts'
import { databaseOf } from '../../src/database/handles.ts'
import type { Pack } from '../../src/domain/assisted/pack.ts'
import { parseTaskChange } from '../../src/domain/assisted/parseTaskChange.ts'
import type { TaskView } from '../../src/domain/assisted/task.ts'
import { DEFAULT_LOCALE, LOCALES } from '../../src/domain/content.ts'
import { InvalidInputError } from '../../src/domain/errors.ts'
import { OPERATOR_TASKS, PUBLICATIONS } from '../../src/domain/slugs.ts'
import { findOperators, type Operator } from './findOperators.ts'
import { type OpenTask, openTask } from './openTask.ts'
import type { OperatorTask } from './records.ts'

/** What people publish by hand. All of it asks first whether the channel needs a person (`ConflictError`). */
export interface OperatorTasks {
  change(args: { data: Record<string, unknown>; id: string; req: PayloadRequest }): Promise<TaskView>
  pack(args: { id: string; req: PayloadRequest }): Promise<{ pack: Pack; title: string }>
  view(args: { id: string; req: PayloadRequest }): Promise<TaskView>
}

export interface CreateTasksArgs {
  audit: AuditLog
  channels: Pick<ChannelRegistry, 'find'>
  clock: () => Date
}

export function createTasks({ audit, channels, clock }: CreateTasksArgs): OperatorTasks {
  const open = (id: string, req: PayloadRequest): Promise<OpenTask> => openTask({ channels, id, payload: req.payload })

  return {
    async change({ data, id, req }) {
      const [task, operators] = await Promise.all([open(id, req), findOperators(req)])
      const change = parseTaskChange({
        data,
        operators: operators.map((operator) => operator.id),
        steps: task.pack.checklist.length,
      })

      if ('reasons' in change) {
        throw new InvalidInputError(change.reasons.map(({ message }) => message).join('; '), change.reasons)
      }

      await databaseOf(req.payload)
        .collection<OperatorTask>(OPERATOR_TASKS)
        .updateOne({ _id: id }, { $set: { ...change, updatedAt: clock() } }, { upsert: true })

      // Ticks are a person's own memory; whose task it is concerns others.
      if (change.assignee !== undefined) {
        await audit.record(
          {
            action: 'publication.assign',
            after: { assignee: change.assignee },
            before: { assignee: assigneeOf(task, operators) },
            subject: { id, slug: PUBLICATIONS },
          },
          req,
        )
      }

      return describe(await open(id, req), { operators, req })
    },
    async pack({ id, req }) {
      const { pack, row } = await open(id, req)

      return { pack, title: titleOf(row, req) }
    },
    async view({ id, req }) {
      const [task, operators] = await Promise.all([open(id, req), findOperators(req)])

      return describe(task, { operators, req })
    },
  }
}

/** Whom the task was given, else whom its channel names, as long as they may do it. */
function assigneeOf({ account, remembered }: OpenTask, operators: readonly Operator[]): string | null {
  const given = remembered?.assignee

  return given === undefined
    ? (operators.find(({ email }) => email === account.settings['assignee'])?.id ?? null)
    : given
}

function describe(
  task: OpenTask,
  { operators, req }: { operators: readonly Operator[]; req: PayloadRequest },
): TaskView {
  const { account, assisted, pack, remembered, row } = task
  const { attested } = row.receipt ?? {}

  return {
    assignee: assigneeOf(task, operators),
    attested:
      attested === undefined
        ? null
        : {
            at: attested.at,
            by: operators.find(({ id }) => id === attested.by)?.name ?? attested.by,
            isUnseen: attested.isUnseen === true,
          },
    channel: { kind: account.kind, name: account.name, timeZone: account.timeZone },
    done: remembered?.done ?? [],
    dueAt: row.dueAt.toISOString(),
    id: row._id,
    isAddressed: assisted.liveUrlHosts.length > 0,
    openUrl: assisted.openUrl ?? null,
    operators: operators.map(({ id, name }) => ({ id, name })),
    pack,
    post: { id: String(row.post), title: titleOf(row, req) },
    state: row.state,
    url: row.receipt?.url ?? null,
  }
}

function titleOf({ content: { post } }: OpenTask['row'], { i18n }: PayloadRequest): string {
  const locale = LOCALES.find((each) => i18n.language.startsWith(each)) ?? DEFAULT_LOCALE

  return (post.locales[locale] ?? post.locales[DEFAULT_LOCALE])?.title ?? ''
}
