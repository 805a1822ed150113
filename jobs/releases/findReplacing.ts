import type { Db } from 'mongodb'

import type { ChannelRegistry, SecretBox } from '../../hooks/dependencies.ts'
import { readAccount } from '../../src/channels/readAccount.ts'
import { CHANNELS } from '../../src/domain/slugs.ts'
import type { FindReplacing } from './planRestoring.ts'

export interface ReplacingDependencies {
  channels: ChannelRegistry
  db: Db
  secrets: SecretBox
}

/** What is pulled from us shows the newest version of a post alone; on all other channels each stays until it is taken down. */
export const createFindReplacing =
  ({ channels, db, secrets }: ReplacingDependencies): FindReplacing =>
  async (ids) => {
    const documents = await db
      .collection(CHANNELS)
      .find({ _id: { $in: [...ids] } })
      .toArray()

    return new Set(
      documents
        .filter((document) => channels.adapterFor(readAccount(document, secrets)).manifest.mode === 'feed')
        .map(({ _id }) => String(_id)),
    )
  }
