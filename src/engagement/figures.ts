import type { Db } from 'mongodb'
import { ObjectId } from 'mongodb'

import type { SubjectKind } from '../domain/engagementRollup.ts'
import { EVERYTHING } from '../domain/engagementRollup.ts'
import type { Figures } from '../domain/figures.ts'
import { figuresOf } from '../domain/figures.ts'
import type { LocalDay } from '../domain/localDays.ts'
import { lastDays } from '../domain/localDays.ts'
import { POSTS, PUBLICATIONS } from '../domain/slugs.ts'
import type { RankedPost } from './rankPosts.ts'
import { rankPosts } from './rankPosts.ts'
import { readBuckets, utcDaysOf } from './readBuckets.ts'

export interface PeriodArgs {
  /** Days of the zone, today included. */
  days: number
  timeZone?: string
}

export interface PublicationFigures {
  channel: string
  id: string
  totals: Figures['totals']
}

export interface PostFigures extends Figures {
  publications: PublicationFigures[]
}

export interface TopPost extends RankedPost {
  title: string
  totals: Figures['totals']
}

export interface Overview extends Figures {
  topPosts: TopPost[]
}

/** Answers from roll-ups alone; the number of queries depends on nothing that grows. */
export interface FiguresReader {
  /** One query. */
  forSubject(args: PeriodArgs & { id: string; kind: SubjectKind }): Promise<Figures>
  /** Two queries: the post's publications, then all figures. */
  forPost(args: PeriodArgs & { id: string }): Promise<PostFigures>
  /** Four queries: all, the ranking, the ranked posts' figures and their titles. */
  overview(args: PeriodArgs & { top?: number }): Promise<Overview>
}

export interface FiguresReaderOptions {
  clock: () => Date
  db: Db
  /** IANA zone of the days unless a call names another. */
  timeZone: string
}

const MAX_PUBLICATIONS = 200

export function createFiguresReader({ clock, db, timeZone: ownZone }: FiguresReaderOptions): FiguresReader {
  const localDays = ({ days, timeZone = ownZone }: PeriodArgs): LocalDay[] =>
    lastDays({ count: days, now: clock(), timeZone })

  /** Figures of many subjects of one kind in one query, by id. */
  async function forMany(kind: SubjectKind, ids: readonly string[], days: readonly LocalDay[]) {
    const buckets = await readBuckets({ db, subjects: ids.map((id) => ({ id, kind })), ...utcDaysOf(days) })
    const of = (id: string) => figuresOf({ buckets: buckets.filter(({ subject }) => subject === id), days })

    return new Map(ids.map((id) => [id, of(id)] as const))
  }

  return {
    async forPost({ id, ...period }) {
      const days = localDays(period)
      const publications = await findPublications(db, id)
      const subjects = [
        { id, kind: 'post' as const },
        ...publications.map((publication) => ({ id: publication.id, kind: 'publication' as const })),
      ]
      const buckets = await readBuckets({ db, subjects, ...utcDaysOf(days) })
      const of = (subject: string) =>
        figuresOf({ buckets: buckets.filter((bucket) => bucket.subject === subject), days })

      return {
        ...of(id),
        publications: publications.map((publication) => ({ ...publication, totals: of(publication.id).totals })),
      }
    },
    async forSubject({ id, kind, ...period }) {
      const days = localDays(period)

      return figuresOf({ buckets: await readBuckets({ db, subjects: [{ id, kind }], ...utcDaysOf(days) }), days })
    },
    async overview({ top = 5, ...period }) {
      const days = localDays(period)
      const [everything, ranked] = await Promise.all([
        readBuckets({ db, subjects: [EVERYTHING], ...utcDaysOf(days) }),
        rankPosts({ by: 'view', days, db, limit: top }),
      ])
      const ids = ranked.map(({ id }) => id)
      const [figures, titles] = await Promise.all([forMany('post', ids, days), findTitles(db, ids)])

      return {
        ...figuresOf({ buckets: everything, days }),
        topPosts: ranked.map((post) => ({
          ...post,
          title: titles.get(post.id) ?? '',
          totals: figures.get(post.id)?.totals ?? {},
        })),
      }
    },
  }
}

async function findPublications(db: Db, post: string): Promise<{ channel: string; id: string }[]> {
  const rows = await db
    .collection<{ _id: string; channel: ObjectId }>(PUBLICATIONS)
    .find({ post: ObjectId.createFromHexString(post) }, { projection: { channel: 1 } })
    .sort({ dueAt: -1 })
    .limit(MAX_PUBLICATIONS)
    .toArray()

  return rows.map(({ _id, channel }) => ({ channel: channel.toHexString(), id: _id }))
}

/** Titles in Chinese, the language that every post has. */
async function findTitles(db: Db, posts: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .collection<{ title?: { zh?: string } }>(POSTS)
    .find({ _id: { $in: posts.map((id) => ObjectId.createFromHexString(id)) } }, { projection: { title: 1 } })
    .toArray()

  return new Map(rows.map(({ _id, title }) => [_id.toHexString(), title?.zh ?? '']))
}
