import { setTimeout as delay } from 'node:timers/promises'

import { type ChangeStreamDocument, type Db, type Document, MongoClientClosedError, type ObjectId } from 'mongodb'

import type { Change, ChangeFeed, ChangeListener } from '../domain/changeFeed.ts'
import { SECOND } from '../domain/duration.ts'

export interface WatchedCollection {
  collection: string
  /** A further `$match` on the change events of this collection. */
  match?: Document
}

export interface ChangeFeedOptions {
  db: Db
  onError?: (error: unknown) => void
  watched: readonly WatchedCollection[]
}

/** The server answers at least this often, with nothing if nothing changed; so silence means trouble. */
const HEARTBEAT_MS = SECOND / 2
const LIVE_FOR_MS = 2 * SECOND
const REOPEN_AFTER_MS = SECOND / 4

/**
 * Follows changes of some collections by one change stream, for as long as the process lives.
 *
 * The driver resumes after a lost connection without a gap; where it cannot (the history is gone, the
 * server was away for long), the stream is opened anew and listeners are told to forget everything.
 */
export function createChangeFeed({ db, onError, watched }: ChangeFeedOptions): ChangeFeed {
  const listeners = new Set<ChangeListener>()
  const closing = new AbortController()
  let heardAt = Number.NEGATIVE_INFINITY

  async function follow(): Promise<void> {
    const stream = db.watch(pipelineFor(watched), { maxAwaitTimeMS: HEARTBEAT_MS })
    const stop = () => void stream.close().catch(() => undefined)

    closing.signal.addEventListener('abort', stop)

    try {
      for (let isFirst = true; !closing.signal.aborted; isFirst = false) {
        const askedAt = performance.now()
        const event = await stream.tryNext()

        if (isFirst) {
          listeners.forEach((listener) => listener.onReset())
        } else if (event === null && performance.now() - askedAt < HEARTBEAT_MS / 10) {
          // Its database was dropped: a dead stream answers nothing at once, for ever, and would starve the process.
          return
        }

        heardAt = performance.now()

        if (event !== null) {
          tell(listeners, event)
        }
      }
    } finally {
      closing.signal.removeEventListener('abort', stop)
      heardAt = Number.NEGATIVE_INFINITY
      stop()
    }
  }

  async function followForEver(): Promise<void> {
    while (!closing.signal.aborted) {
      await follow().catch((error: unknown) => {
        if (error instanceof MongoClientClosedError) {
          closing.abort()
        } else if (!closing.signal.aborted) {
          onError?.(error)
        }
      })
      await delay(REOPEN_AFTER_MS, undefined, { ref: false, signal: closing.signal }).catch(() => undefined)
    }
  }

  const ended = followForEver()

  // A closed client opens itself again at the next command; the feed must not be what keeps it open.
  db.client.once('topologyClosed', () => closing.abort())

  return {
    async close() {
      closing.abort()
      await ended
    },
    isLive: () => performance.now() - heardAt < LIVE_FOR_MS,
    subscribe(listener) {
      listeners.add(listener)

      return () => listeners.delete(listener)
    },
  }
}

const pipelineFor = (watched: readonly WatchedCollection[]): Document[] => [
  { $match: { $or: watched.map(({ collection, match }) => ({ 'ns.coll': collection, ...match })) } },
  {
    $project: {
      clusterTime: 1,
      documentKey: 1,
      fields: {
        $map: { in: '$$field.k', input: { $objectToArray: '$updateDescription.updatedFields' }, as: 'field' },
      },
      ns: 1,
      operationType: 1,
      removed: '$updateDescription.removedFields',
    },
  },
]

function tell(listeners: Set<ChangeListener>, event: ChangeStreamDocument): void {
  const { clusterTime, documentKey, fields, ns, operationType, removed } = event as Document
  const key = (documentKey as { _id: ObjectId | string } | undefined)?._id
  const change: Change = {
    collection: (ns as { coll: string }).coll,
    fields: operationType === 'update' ? topLevel([...asPaths(fields), ...asPaths(removed)]) : null,
    id: key === undefined ? null : String(key),
    ...(clusterTime === undefined ? {} : { at: String(clusterTime) }),
  }

  listeners.forEach((listener) => listener.onChange(change))
}

const asPaths = (paths: unknown): string[] => (Array.isArray(paths) ? (paths as string[]) : [])

const topLevel = (paths: string[]): string[] => [...new Set(paths.map((path) => path.split('.', 1)[0] ?? path))]
