import type { Db, Document } from 'mongodb'

import { CHANNEL_TOKENS } from '../channels/tokens/mongoTokenStore.ts'
import type { RotatingBox } from '../domain/secretBox.ts'
import { ALARMS_GLOBAL, CHANNELS, WEBHOOKS } from '../domain/slugs.ts'

export interface RotationReport {
  /** Already under the key that seals now. */
  current: number
  resealed: number
  /** What no key opens, as `collection/id field`, with the reason. */
  unreadable: { reason: string; where: string }[]
}

interface Place {
  collection: string
  /** A text, or an object of texts. */
  field: string
  filter: Document
}

/** Everything that is sealed. */
const PLACES: readonly Place[] = [
  { collection: CHANNELS, field: 'credentials', filter: {} },
  { collection: CHANNEL_TOKENS, field: 'sealed', filter: {} },
  { collection: WEBHOOKS, field: 'secret', filter: {} },
  { collection: 'globals', field: 'secrets', filter: { globalType: ALARMS_GLOBAL } },
]

/**
 * Seals everything anew with the key that seals now.
 *
 * Each text is replaced only where it still is what was read, so that it may run while people work and workers send, and run again. What no key opens is
 * left as it is and named.
 */
export async function rotateSecrets({ db, secrets }: { db: Db; secrets: RotatingBox }): Promise<RotationReport> {
  const report: RotationReport = { current: 0, resealed: 0, unreadable: [] }

  for (const { collection, field, filter } of PLACES) {
    const documents = db.collection(collection)

    for await (const document of documents.find(filter, { projection: { [field]: 1 } })) {
      for (const [path, sealed] of sealedIn(field, document[field])) {
        if (secrets.isCurrent(sealed)) {
          report.current += 1
          continue
        }

        try {
          await documents.updateOne(
            { _id: document._id, [path]: sealed },
            { $set: { [path]: secrets.seal(secrets.open(sealed)) } },
          )
          report.resealed += 1
        } catch (error) {
          if ((error as { code?: unknown }).code !== 'BAD_CONFIGURATION') {
            throw error
          }

          report.unreadable.push({
            reason: (error as Error).message,
            where: `${collection}/${String(document._id)} ${path}`,
          })
        }
      }
    }
  }

  return report
}

function sealedIn(field: string, value: unknown): [path: string, sealed: string][] {
  if (typeof value === 'string') {
    return [[field, value]]
  }

  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, text]): [string, string][] =>
        typeof text === 'string' ? [[`${field}.${name}`, text]] : [],
      )
    : []
}
