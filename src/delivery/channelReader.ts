import type { Collection, Db, Document, ObjectId } from 'mongodb'

import { SECOND } from '../domain/duration.ts'
import { CHANNELS } from '../domain/slugs.ts'
import { isWebUrl } from '../domain/webUrl.ts'

/** The part of a channel that its readers may know. */
export interface PublicChannel {
  id: ObjectId
  description: string | null
  homePageUrl: string | null
  /** The WebSub hub of its feeds; none unless they are for everybody. */
  hubUrl: string | null
  /** True when its feeds are for everybody. */
  isPublic: boolean
  name: string
  slug: string
}

/** Reads channels past the Local API, and of their settings only what is public. */
export const createChannelReader = ({ db }: { db: Db }) => {
  const channels: Collection<Document> = db.collection(CHANNELS, { timeoutMS: 5 * SECOND })

  return {
    async find(slug: string): Promise<PublicChannel | null> {
      const row = await channels.findOne(
        { slug, deletedAt: null },
        {
          projection: {
            name: 1,
            'settings.description': 1,
            'settings.homePageUrl': 1,
            'settings.hubUrl': 1,
            'settings.public': 1,
            slug: 1,
          },
        },
      )

      return row && toPublicChannel(row)
    },
  }
}

function toPublicChannel({ _id, name, settings, slug }: Document): PublicChannel {
  const { description, homePageUrl, hubUrl, public: isPublic } = (settings ?? {}) as Record<string, unknown>

  return {
    id: _id as ObjectId,
    description: typeof description === 'string' && description !== '' ? description : null,
    homePageUrl: typeof homePageUrl === 'string' && /^https?:\/\//.test(homePageUrl) ? homePageUrl : null,
    // As a URL writes it: a sign that would end a header's value is encoded.
    hubUrl: isPublic === true && typeof hubUrl === 'string' && isWebUrl(hubUrl) ? new URL(hubUrl).href : null,
    isPublic: isPublic === true,
    name: String(name),
    slug: String(slug),
  }
}
