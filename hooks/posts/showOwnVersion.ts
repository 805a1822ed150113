import { ObjectId } from 'mongodb'
import type { CollectionBeforeReadHook, PayloadRequest } from 'payload'

import { findClient } from '../../src/access/people.ts'
import { rawCollection } from '../../src/database/handles.ts'
import type { PublicationRow } from '../../src/domain/publication.ts'
import { POSTS, PUBLICATIONS } from '../../src/domain/slugs.ts'
import type { Post } from '../../src/payload-types.ts'

type Row = Pick<PublicationRow<ObjectId>, 'post' | 'receipt' | 'updatedAt' | 'versionId'>

/** What stands of one post on the channels of the client. */
interface Standing {
  content: Partial<Post>
  publishedAt: Date
}

interface Batch {
  ids: Set<string>
  standings: Promise<Map<string, Standing>>
}

/**
 * Shows a machine the version of a post that stands on its own channels.
 *
 * The main document holds what was published last, on whatever channel. Runs before Payload transforms what it read, so that
 * locales, access to fields and relations are treated as those of the document. All posts of one reading share two queries.
 */
export const showOwnVersion: CollectionBeforeReadHook<Post> = async ({ doc, req }) => {
  const client = findClient(req.user)

  if (client === null) {
    return doc
  }

  const standing = (await standingsFor({ channels: client.channels, id: String(doc.id), req })).get(String(doc.id))

  return standing === undefined ? doc : { ...doc, ...standing.content, publishedAt: standing.publishedAt.toISOString() }
}

const batches = new WeakMap<PayloadRequest, Batch>()

interface StandingsForArgs {
  channels: readonly string[]
  id: string
  req: PayloadRequest
}

/** Payload calls the hook for each post of a list at once; the questions of that moment are asked together. */
function standingsFor({ channels, id, req }: StandingsForArgs): Promise<Map<string, Standing>> {
  let batch = batches.get(req)

  if (batch === undefined) {
    const ids = new Set<string>()
    const asked = new Promise((resolve) => setImmediate(resolve)).then(() => {
      batches.delete(req)

      return findStandings({ channels, ids: [...ids], req })
    })

    batch = { ids, standings: asked }
    batches.set(req, batch)
  }

  batch.ids.add(id)

  return batch.standings
}

interface FindStandingsArgs {
  channels: readonly string[]
  ids: readonly string[]
  req: PayloadRequest
}

async function findStandings({ channels, ids, req }: FindStandingsArgs): Promise<Map<string, Standing>> {
  const rows = await rawCollection<PublicationRow<ObjectId>>(req.payload, PUBLICATIONS)
    .find({
      channel: { $in: channels.filter((id) => ObjectId.isValid(id)).map((id) => new ObjectId(id)) },
      post: { $in: ids.map((id) => new ObjectId(id)) },
      state: 'published',
      superseded: { $ne: true },
    })
    .project<Row>({ post: 1, receipt: 1, updatedAt: 1, versionId: 1 })
    .toArray()
  const newest = new Map<string, Row>()

  for (const row of rows) {
    const known = newest.get(String(row.post))

    if (known === undefined || publishedAtOf(row) > publishedAtOf(known)) {
      newest.set(String(row.post), row)
    }
  }

  const versions = await findContents(
    [...newest.values()].map(({ versionId }) => versionId),
    req,
  )

  return new Map(
    [...newest].flatMap(([post, row]): [string, Standing][] => {
      const content = versions.get(row.versionId)

      return content === undefined ? [] : [[post, { content, publishedAt: publishedAtOf(row) }]]
    }),
  )
}

const publishedAtOf = ({ receipt, updatedAt }: Row): Date =>
  receipt?.publishedAt === undefined ? updatedAt : new Date(receipt.publishedAt)

/** By Payload's own adapter, which gives versions in the form in which it reads documents. */
async function findContents(versionIds: readonly string[], req: PayloadRequest): Promise<Map<string, Partial<Post>>> {
  if (versionIds.length === 0) {
    return new Map()
  }

  const { docs } = await req.payload.db.findVersions<Post>({
    collection: POSTS,
    limit: 0,
    pagination: false,
    req,
    where: { id: { in: [...versionIds] } },
  })

  return new Map(docs.map(({ id, version }) => [String(id), contentOf(version)]))
}

/** What the main document says of itself is not the version's to say. */
const contentOf = ({
  _status,
  createdAt: _createdAt,
  deletedAt: _deletedAt,
  id: _id,
  publishedOn: _publishedOn,
  stage: _stage,
  updatedAt: _updatedAt,
  ...content
}: Post): Partial<Post> => content
