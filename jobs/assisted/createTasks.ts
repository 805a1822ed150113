import type { PayloadRequest } from 'payload'

import type { AuditLog, ChannelRegistry, EngagementRecorder } from '../../hooks/dependencies.ts'
import { databaseOf } from '../../src/database/handles.ts'
import type { Pack } from '../../src/domain/assisted/pack.ts'
import { parseTaskChange } from '../../src/domain/assisted/parseTaskChange.ts'
import type { TaskView } from '../../src/domain/assisted/task.ts'
import { conflictOf } from '../../src/domain/conflict.ts'
import { DEFAULT_LOCALE, LOCALES } from '../../src/domain/content.ts'
import { InvalidInputError, type Reason } from '../../src/domain/errors.ts'
import type { PlanCell } from '../../src/domain/plan/cells.ts'
import { parseTotals } from '../../src/domain/platformTotals.ts'
import { reason, sayReason } from '../../src/domain/reasons/reason.ts'
import { CHANNELS, OPERATOR_TASKS, PUBLICATIONS } from '../../src/domain/slugs.ts'
import { findOperators, type Operator } from './findOperators.ts'
import { type OpenTask, openTask } from './openTask.ts'
import type { OperatorTask } from './records.ts'
import { type ImportedFigures, importFigures, recordFigures } from './recordFigures.ts'

/** What people publish by hand. All of it asks first whether the channel needs a person (`ConflictError`). */
export interface OperatorTasks {
  change(args: { data: Record<string, unknown>; id: string; req: PayloadRequest }): Promise<TaskView>
  /** Counts what the platform's figures, as a person read them, have grown by. */
  figures(args: { data: Record<string, unknown>; id: string; req: PayloadRequest }): Promise<TaskView>
  /** The same by a platform's export; null when the file is none. */
  importFigures(args: {
    channelId: string
    req: PayloadRequest
    rows: readonly (readonly PlanCell[])[]
  }): Promise<ImportedFigures | null>
  /** What is to be handed out; refused (`ConflictError`) for what has ended unpublished, and while a licence does not reach so far. */
  pack(args: { id: string; req: PayloadRequest }): Promise<{ channel: string; pack: Pack; title: string }>
  view(args: { id: string; req: PayloadRequest }): Promise<TaskView>
}

export interface CreateTasksArgs {
  audit: AuditLog
  channels: Pick<ChannelRegistry, 'find'>
  clock: () => Date
  engagement: Pick<EngagementRecorder, 'record'>
}

export function createTasks({ audit, channels, clock, engagement }: CreateTasksArgs): OperatorTasks {
  const open = (id: string, req: PayloadRequest): Promise<OpenTask> =>
    openTask({ channels, clock, id, payload: req.payload })

  return {
    async change({ data, id, req }) {
      const [task, operators] = await Promise.all([open(id, req), findOperators(req)])
      const change = parseTaskChange({
        data,
        operators: operators.map((operator) => operator.id),
        steps: task.pack.checklist.length,
      })

      if ('reasons' in change) {
        throw invalid(change.reasons)
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
    async figures({ data, id, req }) {
      const { figures, row } = await open(id, req)
      const totals = parseTotals(data['totals'])
      const reasons =
        'reasons' in totals
          ? totals.reasons
          : row.state === 'published' || row.state === 'withdrawn'
            ? []
            : [reason('FIGURES_BEFORE')]

      if ('reasons' in totals || reasons.length > 0) {
        throw invalid(reasons)
      }

      await recordFigures({ at: clock(), engagement, payload: req.payload, row, totals })
      await audit.record(
        {
          action: 'publication.figures',
          after: { ...figures, ...totals },
          before: figures,
          subject: { id, slug: PUBLICATIONS },
        },
        req,
      )

      return describe(await open(id, req), { operators: await findOperators(req), req })
    },
    async importFigures({ channelId, req, rows }) {
      const report = await importFigures({ at: clock(), channelId, engagement, payload: req.payload, rows })

      if (report !== null) {
        await audit.record(
          { action: 'channel.figures', after: report, subject: { id: channelId, slug: CHANNELS } },
          req,
        )
      }

      return report
    },
    async pack({ id, req }) {
      const { account, pack, row, withheld } = await open(id, req)

      if (withheld !== null) {
        throw conflictOf(withheld)
      }

      return { channel: account.id, pack, title: titleOf(row, req) }
    },
    async view({ id, req }) {
      const [task, operators] = await Promise.all([open(id, req), findOperators(req)])

      return describe(task, { operators, req })
    },
  }
}

const invalid = (reasons: readonly Reason[]): InvalidInputError =>
  new InvalidInputError(reasons.map(({ message }) => message).join('; '), reasons)

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
    channel: { id: account.id, kind: account.kind, name: account.name, timeZone: account.timeZone },
    done: remembered?.done ?? [],
    dueAt: row.dueAt.toISOString(),
    figures: task.figures,
    id: row._id,
    isAddressed: assisted.liveUrlHosts.length > 0,
    openUrl: assisted.openUrl ?? null,
    operators: operators.map(({ id, name }) => ({ id, name })),
    pack,
    post: { id: String(row.post), title: titleOf(row, req) },
    state: row.state,
    url: row.receipt?.url ?? null,
    withheld: task.withheld === null ? null : sayReason(task.withheld, req.i18n.language),
  }
}

function titleOf({ content: { post } }: OpenTask['row'], { i18n }: PayloadRequest): string {
  const locale = LOCALES.find((each) => i18n.language.startsWith(each)) ?? DEFAULT_LOCALE

  return (post.locales[locale] ?? post.locales[DEFAULT_LOCALE])?.title ?? ''
}
