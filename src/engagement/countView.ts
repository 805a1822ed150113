import { uuidv7 } from 'uuidv7'

import { isCrawler } from './bots.ts'
import type { Recorder } from './recorder.ts'

export interface ServedView {
  campaign: string | null
  channel: string
  post: string
  publication: string
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
  ({ campaign, channel, post, publication, userAgent }) => {
    recorder.note({
      id: uuidv7(),
      channel,
      occurredAt: clock(),
      post,
      publication,
      type: 'view',
      ...(campaign === null ? {} : { campaign }),
      ...(isCrawler(userAgent) ? { bot: true } : {}),
    })
  }
