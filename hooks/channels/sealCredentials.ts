import { ObjectId } from 'mongodb'
import type { CollectionBeforeChangeHook, PayloadRequest } from 'payload'

import { rawCollection, sessionOf } from '../../src/database/handles.ts'
import type { Labels } from '../../src/domain/channelAdapter.ts'
import type { Reason } from '../../src/domain/errors.ts'
import { patchSecrets } from '../../src/domain/secretPatch.ts'
import { CHANNELS } from '../../src/domain/slugs.ts'
import type { Channel } from '../../src/payload-types.ts'
import type { Dependencies } from '../dependencies.ts'
import { refuse } from '../refuse.ts'
import { labelsOfReason } from '../../src/domain/reasons/reason.ts'

/** Seals what was entered, keeps what was not, and asks the kind what is wrong with an account that goes live. */
export const sealCredentials =
  ({ services }: Pick<Dependencies, 'services'>): CollectionBeforeChangeHook<Channel> =>
  async ({ collection, data, operation, originalDoc, req }) => {
    const isNew = operation === 'create' || originalDoc === undefined

    if (!isNew && data.kind !== undefined && data.kind !== originalDoc.kind) {
      refuse([{ message: KIND_STANDS, path: 'kind' }], { collection: collection.slug, req })
    }

    const { channels, secrets } = services(req.payload)
    const stored = isNew ? {} : await findSealed(originalDoc.id, req)
    const credentials = patchSecrets({ given: data.credentials, seal: (plain) => secrets.seal(plain), stored })

    if ((data.mode ?? originalDoc?.mode) === 'live') {
      const kind = data.kind ?? originalDoc?.kind ?? ''
      const opened = Object.fromEntries(Object.entries(credentials).map(([key, text]) => [key, secrets.open(text)]))
      const reasons = channels.check(kind, { credentials: opened, settings: readSettings(data) })

      if (reasons.length > 0) {
        refuse(reasons.map(toRefusal), { collection: collection.slug, req })
      }
    }

    return { ...data, credentials }
  }

/** Reads the sealed texts past Payload, whose own reads only ever show the mask. */
async function findSealed(id: string, req: PayloadRequest): Promise<Record<string, string>> {
  const session = await sessionOf(req)
  const channel = await rawCollection<{ credentials?: Record<string, string> }>(req.payload, CHANNELS).findOne(
    { _id: new ObjectId(id) },
    { ...(session === undefined ? {} : { session }), projection: { credentials: 1 } },
  )

  return channel?.credentials ?? {}
}

const readSettings = ({ settings }: Partial<Channel>): Record<string, unknown> =>
  typeof settings === 'object' && settings !== null && !Array.isArray(settings) ? settings : {}

const toRefusal = (reason: Reason): { message: Labels; path: string } => ({
  message: labelsOfReason(reason),
  path: reason.path ?? 'settings',
})

const KIND_STANDS: Labels = {
  en: 'The kind of a channel stays as it was made. Make another channel instead.',
  zh: '渠道类型创建后不可更改，请新建渠道。',
}
