import type { Db, Document, ObjectId } from 'mongodb'

import { mustDisclose, readCommerce } from '../../src/channels/snapshot/readCommerce.ts'
import type { Commerce } from '../../src/domain/disclosure/commerce.ts'
import { SECOND } from '../../src/domain/duration.ts'
import type { PublicationError } from '../../src/domain/publication.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'
import { type Exclusivity, findRival } from '../../src/domain/rights/exclusivity.ts'
import { findLicenceFault, type Licence, type LicensedChannel } from '../../src/domain/rights/licence.ts'
import { CHANNELS, COLLABORATIONS, KOL_PARTNERS } from '../../src/domain/slugs.ts'
import type { StoredRow } from '../ledger/rows.ts'
import type { ServerClock } from '../serverClock.ts'
import type { OpenChannelById } from '../sending/channelCache.ts'
import { LEAVING } from '../rhythm/gateRules.ts'
import { findExclusive } from './findExclusive.ts'
import { readLicensedChannel } from './findRights.ts'
import { findMarkWorks } from './findMarkWorks.ts'
import { findLicences } from './readLicence.ts'
import { judgeAdLabel } from './judgeAdLabel.ts'
import { type BareFilm, findBareFilms, judgeFilms } from './judgeFilms.ts'
import { rememberEach } from './rememberEach.ts'

/** Says of a row why its rights do not reach to this moment; null when they do. */
export type JudgeRights = (row: StoredRow) => PublicationError | null

/** Finds, for a batch, what licences and partners' promises say; none of it older than two seconds. */
export type FindGateRights = (rows: readonly StoredRow[], now: Date) => Promise<JudgeRights>

export interface CreateGateRightsArgs {
  clock: Pick<ServerClock, 'now'>
  db: Db
  openChannel: OpenChannelById
}

const KEPT_MS = 2 * SECOND

/**
 * Asks once more, just before sending, for the rights in what a row shows: a licence may have ended, or been entered, since it was armed, and a film
 * been found to be made with AI.
 *
 * A batch costs one query for its channels, three for its works and three for its collaborations, none where it has none; a partner who promises
 * to be alone costs three more. Of the partner's other publications only those count that are out or leaving, so that the first of two goes and the
 * second is blocked.
 */
export function createGateRights({ clock, db, openChannel }: CreateGateRightsArgs): FindGateRights {
  const licencesOf = rememberEach<Licence>({ keptMs: KEPT_MS, read: (works) => findLicences({ db, works }) })
  const promisesOf = rememberEach<Exclusivity>({ keptMs: KEPT_MS, read: (ids) => findPromises(db, ids, clock.now()) })
  const disclosedOf = rememberEach<Commerce>({ keptMs: KEPT_MS, read: (ids) => findDisclosed(db, ids) })
  const filmsOf = rememberEach<BareFilm>({ keptMs: KEPT_MS, read: (works) => findBareFilms(db, works) })
  const channelsOf = rememberEach<Channel>({ keptMs: KEPT_MS, read: (ids) => findChannels(db, ids) })

  return async (rows, now) => {
    const collaborations = rows.flatMap(({ collaboration }) => collaboration ?? [])
    const [channels, films, promises, disclosed] = await Promise.all([
      channelsOf(rows.map(({ channel }) => channel)),
      filmsOf(rows.flatMap(({ works = [] }) => works)),
      promisesOf(collaborations),
      disclosedOf(collaborations),
    ])
    const worksOf = ({ channel, works = [] }: StoredRow) => [
      ...works,
      ...(channels.get(channel.toHexString())?.marks ?? []),
    ]
    const [licences, pulled] = await Promise.all([
      licencesOf(rows.flatMap(worksOf)),
      findPulled(
        openChannel,
        rows.filter(
          ({ collaboration, works = [] }) =>
            disclosed.has(String(collaboration)) || works.some((work) => films.has(work.toHexString())),
        ),
      ),
    ])

    return (row) => {
      const at = row.dueAt > now ? row.dueAt : now
      const isPulled = pulled.has(row.channel.toHexString())

      return (
        judgeLicences({ at, channel: channels.get(row.channel.toHexString()), licences, works: worksOf(row) }) ??
        judgePromise(at, promises.get(String(row.collaboration))) ??
        judgeAdLabel({
          commerce: disclosed.get(String(row.collaboration)),
          isPulled,
          row,
        }) ??
        judgeFilms({ films, isPulled, row })
      )
    }
  }
}

interface JudgeLicencesArgs {
  at: Date
  channel: Channel | undefined
  licences: ReadonlyMap<string, Licence>
  works: readonly ObjectId[]
}

function judgeLicences({ at, channel, licences, works }: JudgeLicencesArgs): PublicationError | null {
  for (const work of channel === undefined ? [] : works) {
    const licence = licences.get(work.toHexString())
    const fault =
      licence === undefined ? null : findLicenceFault({ at, channel: (channel as Channel).licensed, licence })

    if (fault !== null) {
      return publicationError('gate', fault.code, fault.values)
    }
  }

  return null
}

function judgePromise(at: Date, promise: Exclusivity | undefined): PublicationError | null {
  const rival = promise === undefined ? null : findRival(at, promise)

  return promise === undefined || rival === null
    ? null
    : publicationError('gate', 'EXCLUSIVITY', { days: promise.days, partner: promise.partner, title: rival.title })
}

/** The channels (hex) of rows whose readers choose the language. */
async function findPulled(openChannel: OpenChannelById, rows: readonly StoredRow[]): Promise<Set<string>> {
  const channels = new Map(rows.map(({ channel }) => [channel.toHexString(), channel]))
  const found = await Promise.all(
    // Sending says itself of a channel that cannot be opened.
    [...channels].map(async ([id, channel]) => [id, await openChannel(channel).catch(() => null)] as const),
  )

  return new Set(found.filter(([, opened]) => opened?.adapter.manifest.mode === 'feed').map(([id]) => id))
}

interface Channel {
  licensed: LicensedChannel
  /** What it lays over every picture. */
  marks: readonly ObjectId[]
}

async function findChannels(db: Db, ids: readonly ObjectId[]): Promise<Map<string, Channel>> {
  const channels = await db
    .collection<Document & { _id: ObjectId }>(CHANNELS)
    .find({ _id: { $in: [...ids] } }, { projection: { territories: 1, timeZone: 1, watermark: 1 } })
    .toArray()
  const marks = await findMarkWorks({ channels, db })

  return new Map(
    channels.map((channel) => {
      const id = channel._id.toHexString()

      return [id, { licensed: readLicensedChannel(channel), marks: marks.get(id) ?? [] }]
    }),
  )
}

/** Of many collaborations those that must be labelled. */
async function findDisclosed(db: Db, ids: readonly ObjectId[]): Promise<Map<string, Commerce>> {
  const found = await db
    .collection<Document & { _id: ObjectId }>(COLLABORATIONS)
    .find({ _id: { $in: [...ids] } }, { projection: { disclosure: 1, promoCode: 1 } })
    .toArray()

  return new Map(
    found
      .filter(mustDisclose)
      .map((collaboration) => [
        collaboration._id.toHexString(),
        readCommerce({ collaboration, offers: [], version: {} }),
      ]),
  )
}

/** Of many collaborations those whose partner has promised something, with what is out or leaving beside them. */
async function findPromises(db: Db, ids: readonly ObjectId[], now: Date): Promise<Map<string, Exclusivity>> {
  const collaborations = await db
    .collection<{ _id: ObjectId; partner: ObjectId }>(COLLABORATIONS)
    .find({ _id: { $in: [...ids] } }, { projection: { partner: 1 } })
    .toArray()
  const partners = await db.collection(KOL_PARTNERS).distinct('_id', {
    _id: { $in: collaborations.map(({ partner }) => partner) },
    'rateCards.exclusivityDays': { $gt: 0 },
  })
  const promised = new Set(partners.map(String))
  const promises = new Map<string, Exclusivity>()

  for (const { _id } of collaborations.filter((each) => promised.has(String(each.partner)))) {
    const promise = await findExclusive({
      collaboration: _id,
      db,
      fromAt: now,
      states: { $in: [...LEAVING] },
      untilAt: now,
    })

    if (promise !== null) {
      promises.set(_id.toHexString(), promise)
    }
  }

  return promises
}
