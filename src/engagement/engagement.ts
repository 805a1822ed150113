import type { Db, MongoClient } from 'mongodb'

import type { Principal, Route, RouteRequest } from '../domain/http.ts'
import type { CountView } from './countView.ts'
import { createCountView } from './countView.ts'
import { createDirectory } from './directory.ts'
import type { FiguresReader } from './figures.ts'
import { createFiguresReader } from './figures.ts'
import { createIngest } from './ingest.ts'
import { createLinkReader } from './linkReader.ts'
import type { Recorder } from './recorder.ts'
import { createRecorder } from './recorder.ts'
import { createEventsRoutes } from './routes/events.ts'
import { createPixelRoute } from './routes/pixel.ts'
import { createShortLinkRoute } from './routes/shortLink.ts'
import { createVisitorLimit } from './visitorLimit.ts'

/** All of engagement for one process. */
export interface Engagement extends Recorder {
  /** Stores what waits; called when the process stops, before the database is closed. */
  close(): Promise<void>
  countView: CountView
  figures: FiguresReader
  /** Called when any process has changed a short link. */
  forgetLinks(): void
  /** `POST /engagement/v1/events`, `GET /engagement/v1/pixel.gif` and `GET /r/:code`. */
  routes(authenticate: (request: RouteRequest) => Promise<Principal | null>): Route[]
}

export interface EngagementOptions {
  client: MongoClient
  clock: () => Date
  db: Db
  /** Told of what was lost or put off, such as a fold that did not succeed. */
  onError: (error: unknown) => void
  /** IANA zone in which figures count days. */
  timeZone: string
}

/** Wires ingest, recording and figures; opens no connection and starts no timer before the first fact. */
export function createEngagement({ client, clock, db, onError, timeZone }: EngagementOptions): Engagement {
  const directory = createDirectory({ db })
  const ingest = createIngest({ client, clock, db, onError })
  const links = createLinkReader({ db })
  const recorder = createRecorder({ directory, ingest, onError })
  const visitorLimit = createVisitorLimit()

  return {
    async close() {
      await recorder.close()
      await ingest.close()
    },
    countView: createCountView({ clock, recorder }),
    figures: createFiguresReader({ clock, db, timeZone }),
    forgetLinks: () => links.forget(),
    note: (fact) => recorder.note(fact),
    record: (facts) => recorder.record(facts),
    routes: (authenticate) => [
      ...createEventsRoutes({ authenticate, clock, directory, ingest, visitorLimit }),
      createPixelRoute({ clock, recorder, visitorLimit }),
      createShortLinkRoute({ clock, links, recorder, visitorLimit }),
    ],
  }
}
