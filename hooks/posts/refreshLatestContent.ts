import type { CollectionAfterChangeHook } from 'payload'

import type { Post } from '../../src/payload-types.ts'
import { afterCommit } from '../afterCommit.ts'
import type { Dependencies } from '../dependencies.ts'

/** Once an approval is committed, gives it to what is armed with the latest approved version. */
export const refreshLatestContent =
  ({ services }: Pick<Dependencies, 'services'>): CollectionAfterChangeHook<Post> =>
  async ({ doc, req }) => {
    if (doc.stage === 'approved') {
      const { payload } = req

      await afterCommit(req, () => {
        services(payload)
          .arming.refreshLatest(doc.id)
          .catch((error: unknown) => {
            payload.logger.warn({ err: error, msg: 'The latest version is taken up by the next round', post: doc.id })
          })
      })
    }

    return doc
  }
