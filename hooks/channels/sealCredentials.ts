import { isDeepStrictEqual } from 'node:util'

import { ObjectId } from 'mongodb'
import type { CollectionBeforeChangeHook, PayloadRequest } from 'payload'

import { rawCollection, sessionOf } from '../../src/database/handles.ts'
import type { Labels } from '../../src/domain/channelAdapter.ts'
import { ConfigurationError, type Reason } from '../../src/domain/errors.ts'
import type { SecretBox } from '../../src/domain/secretBox.ts'
import { patchSecrets } from '../../src/domain/secretPatch.ts'
import { CHANNELS } from '../../src/domain/slugs.ts'
import type { Channel } from '../../src/payload-types.ts'
import type { Dependencies } from '../dependencies.ts'
import { refuse } from '../refuse.ts'
import { labelsOfReason, reason } from '../../src/domain/reasons/reason.ts'

/**
 * Seals what was entered, keeps what was not, and asks the kind what is wrong with an account that goes live.
 *
 * What is stored is opened only where it matters: a key that is lost stands in the way of no new name, and else is said of each credential
 * that it sealed, so that entering these anew mends it.
 */
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

    const mode = data.mode ?? originalDoc?.mode
    const isSame =
      !isNew &&
      mode === originalDoc.mode &&
      isDeepStrictEqual(credentials, stored) &&
      isDeepStrictEqual(readSettings(data), readSettings(originalDoc))

    if (mode === 'live' && !isSame) {
      const kind = data.kind ?? originalDoc?.kind ?? ''
      const { lost, opened } = openEach(credentials, secrets)
      const reasons =
        lost.length > 0
          ? lost.map((name) => reason('CREDENTIAL_LOST', { path: `credentials.${name}` }))
          : channels.check(kind, { credentials: opened, settings: readSettings(data) })

      if (reasons.length > 0) {
        refuse(reasons.map(toRefusal), { collection: collection.slug, req })
      }
    }

    return { ...data, credentials }
  }

/** Opens what can be opened, and names the rest. */
function openEach(
  sealed: Readonly<Record<string, string>>,
  secrets: Pick<SecretBox, 'open'>,
): { lost: string[]; opened: Record<string, string> } {
  const lost: string[] = []
  const opened: Record<string, string> = {}

  for (const [name, text] of Object.entries(sealed)) {
    try {
      opened[name] = secrets.open(text)
    } catch (error) {
      if (!(error instanceof ConfigurationError)) {
        throw error
      }

      lost.push(name)
    }
  }

  return { lost, opened }
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

const toRefusal = (given: Reason): { message: Labels; path: string } => ({
  message: labelsOfReason(given),
  path: given.path ?? 'settings',
})

const KIND_STANDS: Labels = {
  en: 'The kind of a channel stays as it was made. Make another channel instead.',
  zh: '渠道类型创建后不可更改，请新建渠道。',
}
