import type { Db, Document } from 'mongodb'

import { request } from '../../src/channels/request.ts'
import type { SafeFetch } from '../../src/domain/channelAdapter.ts'
import { FEED_FILES, feedAddress } from '../../src/domain/feedAddress.ts'
import { MINUTE, SECOND } from '../../src/domain/duration.ts'
import { isChannelError } from '../../src/domain/errors.ts'
import { CHANNELS } from '../../src/domain/slugs.ts'
import { decideRedelivery } from '../../src/domain/webhookBackoff.ts'
import type { Log } from '../log.ts'
import { type HubPing, hubPingsOf } from './records.ts'

export interface HubPingArgs {
  db: Db
  fetch: SafeFetch
  log: Log
  /** Where the feeds are reached from outside, without a slash at its end. */
  publicUrl: string
}

const TIMEOUT_MS = 30 * SECOND
/** A worker that died while it pinged is followed by another after so long. */
const LEASE_MS = 5 * MINUTE

/** Pings every hub that is due, one after the other. What a hub says is shown on its channel and changes no publication. */
export async function pingHubs(args: HubPingArgs): Promise<void> {
  for (;;) {
    const now = new Date()
    const ping = await hubPingsOf(args.db).findOneAndUpdate(
      { nextAt: { $lte: now } },
      { $set: { nextAt: new Date(now.getTime() + LEASE_MS) } },
      { returnDocument: 'after', sort: { nextAt: 1 } },
    )

    if (ping === null) {
      return
    }

    await work(args, ping)
  }
}

async function work(args: HubPingArgs, ping: HubPing): Promise<void> {
  const { db, log } = args
  const pings = hubPingsOf(db)
  const channels = db.collection(CHANNELS)
  const channel = await channels.findOne({ _id: ping._id, deletedAt: null }, { projection: { settings: 1, slug: 1 } })
  const hubUrl: unknown = (channel?.['settings'] as Document | undefined)?.['hubUrl']

  if (typeof hubUrl !== 'string' || hubUrl === '') {
    await pings.deleteOne({ _id: ping._id })
    return
  }

  try {
    await tell(args, hubUrl, String(channel?.['slug']))
    await channels.updateOne({ _id: ping._id }, { $set: { 'health.hubError': null, 'health.hubToldAt': new Date() } })
    await pings.deleteOne({ _id: ping._id, wanted: ping.wanted })
  } catch (error) {
    if (!isChannelError(error)) {
      throw error
    }

    const attempts = ping.attempts + 1
    const decision = decideRedelivery({
      attempts,
      isGone: error.channelCode === 'HTTP_410',
      random: Math.random(),
      retryAfterMs: error.retryAfterMs,
    })

    log.warn({ channel: ping._id, code: error.channelCode }, 'a WebSub hub did not take a ping')
    await channels.updateOne({ _id: ping._id }, { $set: { 'health.hubError': error.message } })
    await (decision.action === 'give-up'
      ? pings.deleteOne({ _id: ping._id, wanted: ping.wanted })
      : pings.updateOne(
          { _id: ping._id, wanted: ping.wanted },
          { $set: { attempts, nextAt: new Date(Date.now() + decision.waitMs) } },
        ))
  }
}

/**
 * Names each feed of the channel to its hub.
 *
 * How a publisher tells its hub, WebSub leaves open (https://www.w3.org/TR/websub/#publisher-notifies); all known hubs take the form of
 * PubSubHubbub, one address at a time.
 */
async function tell({ fetch, publicUrl }: HubPingArgs, hubUrl: string, slug: string): Promise<void> {
  for (const file of FEED_FILES) {
    const form = new URLSearchParams({
      'hub.mode': 'publish',
      'hub.url': feedAddress({ base: publicUrl, file, slug }),
    })

    await request({
      clock: () => new Date(),
      fetch,
      init: {
        body: form.toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        method: 'POST',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
      url: hubUrl,
    })
  }
}
