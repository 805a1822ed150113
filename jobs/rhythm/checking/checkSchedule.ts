import { ObjectId } from 'mongodb'
import type { PayloadRequest } from 'payload'

import { buildPostSnapshot } from '../../../src/channels/snapshot/buildPostSnapshot.ts'
import { buildVariantSnapshot } from '../../../src/channels/snapshot/buildVariantSnapshot.ts'
import { findMediaIds } from '../../../src/channels/snapshot/findMediaIds.ts'
import { databaseOf } from '../../../src/database/handles.ts'
import { findPastRefusal } from '../../../src/domain/arming.ts'
import { DAY, MINUTE } from '../../../src/domain/duration.ts'
import { NotFoundError } from '../../../src/domain/errors.ts'
import { reason, reasonAbout } from '../../../src/domain/reasons/reason.ts'
import { listOccurrences, type Timing } from '../../../src/domain/recurrence/listOccurrences.ts'
import type { OnQuiet } from '../../../src/domain/rhythm/channelRhythm.ts'
import type { Conflict } from '../../../src/domain/rhythm/conflicts/conflict.ts'
import { DUPLICATE_DAYS, findContentConflicts } from '../../../src/domain/rhythm/conflicts/findContentConflicts.ts'
import { findExclusivity } from '../../../src/domain/rhythm/conflicts/findExclusivity.ts'
import { findRhythmConflicts } from '../../../src/domain/rhythm/conflicts/findRhythmConflicts.ts'
import { findFreeSlot, QUEUE_DAYS } from '../../../src/domain/rhythm/queue.ts'
import { createSources } from '../../arming/sources.ts'
import { isFrozen } from '../../holding/isFrozen.ts'
import { findExclusive, STANDING } from '../../rights/findExclusive.ts'
import { findMarkWorks } from '../../rights/findMarkWorks.ts'
import { findLicences, readIds, readTerritories, worksOf } from '../../rights/readLicence.ts'
import { readChannelRhythm } from '../readChannelRhythm.ts'
import { createRhythmSources } from '../rhythmSources.ts'
import { findClaimedTimes } from '../slotClaims.ts'
import { findNeighbours, wordsOf } from './neighbours.ts'
import { findTakenTimes } from './takenTimes.ts'

export interface CheckScheduleArgs {
  channelIds: readonly string[]
  now: Date
  onQuiet: OnQuiet
  postId: string
  req: PayloadRequest
  /** The schedule that is being moved; what it holds does not stand in its own way. */
  scheduleId: string | null
  timing: Timing
}

/** Of a repeat so many occurrences are looked at. */
const LOOKED_AT = 10

/**
 * Finds what speaks against a plan before it is saved, each with its reason and what would mend it.
 *
 * The number of queries is the same for one channel and for fifty, for one time and for ten.
 */
export async function checkSchedule(args: CheckScheduleArgs): Promise<Conflict[]> {
  const { channelIds, now, onQuiet, postId, req, scheduleId, timing } = args
  const db = databaseOf(req.payload)
  const sources = createSources({ payload: req.payload })
  const [channels, version] = await Promise.all([sources.findChannels(channelIds), findVersion(sources, postId)])
  // Of a repeat those to come; what comes once is looked at although it has passed, for that is said too.
  const from = timing.recurrence === null ? null : now
  const ats = listOccurrences({ from, limit: LOOKED_AT, timing }).map(({ at }) => at)
  const times = ats.length === 0 ? [now.getTime()] : ats.map((at) => at.getTime())
  const window = {
    fromAt: new Date(Math.min(...times) - (DUPLICATE_DAYS + 1) * DAY),
    untilAt: new Date(Math.max(now.getTime(), ...times) + QUEUE_DAYS * DAY),
  }
  const exceptSchedule = scheduleId !== null && ObjectId.isValid(scheduleId) ? new ObjectId(scheduleId) : null
  const [collaboration] = readIds(version.version['collaboration'])
  const [blackouts, campaign, media, claimedOn, frozen, exclusivity] = await Promise.all([
    createRhythmSources({ db }).findBlackouts({
      ...window,
      fromAt: new Date(Math.min(window.fromAt.getTime(), now.getTime())),
    }),
    sources.findCampaign(version.version['campaign']),
    sources.findMedia(findMediaIds(version.version)),
    findClaimedTimes({ channels: channels.map((channel) => channel['_id'] as ObjectId), db, now }),
    isFrozen(db),
    collaboration === undefined ? null : findExclusive({ ...window, collaboration, db, states: STANDING }),
  ])
  const works = worksOf(version.version)
  const marks = await findMarkWorks({ channels, db })
  const licenceOf = await findLicences({ db, works: [...works, ...[...marks.values()].flat()] })
  const embargo: unknown = campaign?.['embargoUntil']
  const embargoUntil = embargo instanceof Date ? embargo : null
  const end: unknown = campaign?.['endAt']
  const campaignEndAt = end instanceof Date ? end : null
  const mediaById = new Map(media.map((document) => [String(document['_id']), document]))
  const post = buildPostSnapshot({
    campaign,
    media: mediaById,
    postId,
    publicPath: '',
    version: version.version,
    versionId: String(version._id),
  })
  const asked = channels.map((stored) => {
    const rhythm = readChannelRhythm(stored)
    const variant = buildVariantSnapshot({
      channelId: rhythm.id,
      media: mediaById,
      publicPath: '',
      version: version.version,
    })

    return { _id: stored['_id'] as ObjectId, rhythm, stored, words: wordsOf({ post, variant }) }
  })
  const [neighboursOf, takenOf] = await Promise.all([
    findNeighbours({ ats, channels: asked, db, exceptSchedule }),
    findTakenTimes({ channels: asked, db, exceptSchedule, ...window }),
  ])
  const past = timing.recurrence === null ? findPastRefusal({ now, ...timing }) : null

  return [
    ...general({ frozen, isCampaignPaused: campaign?.['paused'] === true, past }),
    ...(exclusivity === null ? [] : ats.flatMap((at) => findExclusivity(at, exclusivity))),
    ...asked.flatMap(({ rhythm: channel, stored, words: { text } }) => {
      const neighbours = neighboursOf(channel.id)
      const rules = { blackouts, channel, embargoUntil, takenAt: takenOf(channel.id) }
      const freeSlot = findFreeSlot({
        after: new Date(now.getTime() + MINUTE),
        claimed: claimedOn(channel.id),
        rules,
      })
      const licences = [...works, ...(marks.get(channel.id) ?? [])].flatMap((work) => licenceOf.get(String(work)) ?? [])
      const territories = readTerritories(stored['territories'])

      return [
        ...(stored['mode'] === 'paused' ? [paused(channel.id, channel.name)] : []),
        ...ats.flatMap((at) => [
          ...findRhythmConflicts({ at, campaignEndAt, freeSlot, onQuiet, rules }),
          ...findContentConflicts({ at, channel, licences, neighbours, territories, text }),
        ]),
      ]
    }),
  ]
}

async function findVersion(sources: ReturnType<typeof createSources>, postId: string) {
  const version = ObjectId.isValid(postId) ? await sources.findNewestVersion(postId) : null

  if (version === null) {
    throw new NotFoundError(`There is no post ${postId}`)
  }

  return version
}

interface GeneralArgs {
  frozen: boolean
  isCampaignPaused: boolean
  past: ReturnType<typeof findPastRefusal>
}

/** What speaks against the plan whatever the channel. */
const general = ({ frozen, isCampaignPaused, past }: GeneralArgs): Conflict[] => [
  ...(past === null ? [] : [{ ...EVERYWHERE, reason: past, severity: 'error' as const }]),
  ...(frozen ? [{ ...EVERYWHERE, reason: reason('FROZEN'), severity: 'warning' as const }] : []),
  ...(isCampaignPaused ? [{ ...EVERYWHERE, reason: reason('CAMPAIGN_PAUSED'), severity: 'warning' as const }] : []),
]

const EVERYWHERE = { at: null, channelId: null, fixes: [] }

const paused = (channelId: string, name: string): Conflict => ({
  at: null,
  channelId,
  fixes: [{ action: 'drop-channel' }],
  reason: reasonAbout(name, reason('CHANNEL_PAUSED', { path: 'channels' })),
  severity: 'error',
})
