import { uuidv7 } from 'uuidv7'

import type { PublicationRow } from '../domain/publication.ts'
import { isCrawler } from './bots.ts'
import type { Recorder } from './recorder.ts'

export interface ServedView {
  publication: Pick<PublicationRow<{ toString(): string }>, '_id' | 'campaign' | 'channel' | 'post'>
  userAgent: string | undefined
}

/** Counts a view without making anybody wait; a few hundred nanoseconds. */
export type CountView = (view: ServedView) => void

/**
 * Counts views through delivery: one per full answer (200) to a request for one item.
 *
 * Not a 304, which shows again what was seen; not HEAD, lists, feeds or sync, which show nothing to a
 * person yet. A site's server that fetches the item for its reader is a view; a crawler is a bot's.
 */
export const createCountView =
  ({ clock, recorder }: { clock: () => Date; recorder: Recorder }): CountView =>
  ({ publication, userAgent }) => {
    recorder.note({
      id: uuidv7(),
      channel: publication.channel.toString(),
      occurredAt: clock(),
      post: publication.post.toString(),
      publication: publication._id,
      type: 'view',
      ...(publication.campaign ? { campaign: publication.campaign.toString() } : {}),
      ...(isCrawler(userAgent) ? { bot: true } : {}),
    })
  }
