import type { ObjectId } from 'mongodb'

import type { Change, ChangeListener } from '../domain/changeFeed.ts'
import { PUBLICATION_STATES } from '../domain/publication.ts'
import { CHANNELS, PUBLICATIONS } from '../domain/slugs.ts'

const unseen = { $in: PUBLICATION_STATES.filter((state) => state !== 'published' && state !== 'withdrawn') }

/**
 * The change events that delivery needs.
 *
 * Arming and claiming ten thousand rows at once tells nothing here: what is not yet out is filtered by the server.
 */
export const deliveryWatched = [
  { collection: CHANNELS },
  {
    collection: PUBLICATIONS,
    match: {
      $nor: [
        { 'fullDocument.state': unseen, operationType: 'insert' },
        { operationType: 'update', 'updateDescription.updatedFields.state': unseen },
      ],
    },
  },
]

export interface InvalidationOptions {
  channelsOf: (publicationIds: string[]) => Promise<ObjectId[]>
  /** All that is remembered of one channel's content. */
  forgetChannel: (channelId: string) => void
  /** All that is remembered. */
  forgetEverything: () => void
}

const SHOWN_OF_PUBLICATION = new Set([
  'changedAt',
  'channel',
  'content',
  'post',
  'receipt',
  'rehearsal',
  'startedAt',
  'state',
  'superseded',
])

const SHOWN_OF_CHANNEL = new Set(['deletedAt', 'name', 'settings', 'slug'])

/**
 * Turns change events into forgetting.
 *
 * An update event does not say whose channel it is, so the channels of all events that came in meanwhile are
 * asked for in one query; where that fails, or a row is gone, everything goes.
 */
export function createInvalidation(options: InvalidationOptions): ChangeListener {
  const { channelsOf, forgetChannel, forgetEverything } = options
  let waiting = new Set<string>()
  let isAsking = false

  async function ask(): Promise<void> {
    isAsking = true

    while (waiting.size > 0) {
      const ids = [...waiting]

      waiting = new Set()
      await channelsOf(ids).then(
        (channels) => (channels.length < ids.length ? forgetEverything() : forgetEach(channels)),
        forgetEverything,
      )
    }

    isAsking = false
  }

  const forgetEach = (channels: ObjectId[]) => new Set(channels.map(String)).forEach(forgetChannel)

  return {
    onChange(change) {
      if (change.collection === CHANNELS && concerns(change, SHOWN_OF_CHANNEL)) {
        forgetEverything()
      } else if (change.collection === PUBLICATIONS && concerns(change, SHOWN_OF_PUBLICATION)) {
        if (change.id === null) {
          forgetEverything()
        } else {
          waiting.add(change.id)

          if (!isAsking) {
            void ask()
          }
        }
      }
    },
    onReset: forgetEverything,
  }
}

const concerns = ({ fields }: Change, shown: ReadonlySet<string>): boolean =>
  fields === null || fields.some((field) => shown.has(field))
