import type { CollectionAfterChangeHook, CollectionAfterDeleteHook, PayloadRequest } from 'payload'

import { describeChange } from '../src/domain/describeChange.ts'
import type { AuditLog, Dependencies } from './dependencies.ts'

export interface RecordAuditOptions extends Pick<Dependencies, 'services'> {
  /** Fields with data about people: that they changed is written down, not what they say. */
  masked: readonly string[]
}

/** Fields in which people say why. */
const REASONS = ['reviewNote', 'moderationNote', 'riskNote', 'resolution'] as const

/** Writes down who created or changed what, in the transaction of the save. */
export const recordChange =
  ({ masked, services }: RecordAuditOptions): CollectionAfterChangeHook =>
  async ({ collection, data, doc, operation, previousDoc, req }) => {
    const before = (operation === 'update' ? previousDoc : {}) as Record<string, unknown>
    const change = describeChange({ after: data, before, masked })

    // Autosave runs every second or two; the words are in the versions, so only decisions are told.
    if (change !== null && (!isAutosave(req) || 'stage' in change.after)) {
      await services(req.payload).audit.record(
        {
          action: operation,
          ...change,
          ...findReason(change.after, req),
          subject: { id: String((doc as { id: unknown }).id), slug: collection.slug },
        },
        req,
      )
    }

    return doc as unknown
  }

/** Writes down who deleted what. */
export const recordDeletion =
  ({ masked, services }: RecordAuditOptions): CollectionAfterDeleteHook =>
  async ({ collection, doc, id, req }) => {
    const { after: before } = describeChange({ after: doc as Record<string, unknown>, before: {}, masked }) ?? {}

    await services(req.payload).audit.record(
      { action: 'delete', before, ...findReason({}, req), subject: { id: String(id), slug: collection.slug } },
      req,
    )

    return doc as unknown
  }

const isAutosave = ({ query }: PayloadRequest): boolean =>
  query?.['autosave'] === 'true' || query?.['autosave'] === true

function findReason(
  after: Record<string, unknown>,
  { context }: PayloadRequest,
): Pick<Parameters<AuditLog['record']>[0], 'reason'> {
  const reason = [context['reason'], ...REASONS.map((name) => after[name])].find((text) => typeof text === 'string')

  return typeof reason === 'string' ? { reason } : {}
}
