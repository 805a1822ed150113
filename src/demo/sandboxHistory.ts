import { createHash } from 'node:crypto'

import { ObjectId, type ClientSession } from 'mongodb'
import type { Payload } from 'payload'

import { renderPost } from '../channels/renderPost.ts'
import { readEnv } from '../config/env.ts'
import { rawCollection } from '../database/handles.ts'
import type { Receipt } from '../domain/channelAdapter.ts'
import { DEFAULT_LOCALE } from '../domain/content.ts'
import type { PublicationRow } from '../domain/publication.ts'
import { CHANNELS } from '../domain/slugs.ts'
import { SANDBOX_POSTS, type SandboxPost } from '../sandbox/records.ts'

export type AddReceipt = (args: { publishedAt: Date; row: PublicationRow<ObjectId> }) => Promise<Receipt>

/** Puts past publications on the sandbox's phones, and gives the receipts that the sandbox would have given. */
export async function createSandboxHistory(args: {
  /** Puts the writes into a transaction. */
  options: { session?: ClientSession }
  payload: Payload
}): Promise<AddReceipt> {
  const { options, payload } = args
  const { HOST, PORT, SANDBOX_URL = `http://${HOST}:${PORT}/sandbox` } = readEnv()
  const channels = await rawCollection(payload, CHANNELS).find({}, options).toArray()
  const posts = rawCollection<SandboxPost>(payload, SANDBOX_POSTS)

  return async ({ publishedAt, row }) => {
    const channel = channels.find(({ _id }) => _id.equals(row.channel))

    if (channel === undefined || channel['kind'] === 'feed') {
      return { publishedAt: publishedAt.toISOString(), remoteId: row._id }
    }

    const { post, variant } = row.content
    const { firstComment, media, text, title, topics } = renderPost({
      locale: DEFAULT_LOCALE,
      post,
      publicUrl: '',
      variant,
    })
    const _id = new ObjectId()
    const account = String(channel['slug'])

    await posts.insertOne(
      {
        _id,
        account,
        accountKind: String(channel['kind']),
        accountName: String(channel['name']),
        bodyHash: createHash('sha256').update(row.contentHash).digest('hex'),
        firstComment,
        key: row._id,
        media: media.map(({ alt, height, mimeType, url, width }) => ({ alt, height, mimeType, url, width })),
        receivedAt: publishedAt,
        requests: 1,
        text,
        title,
        topics,
        withdrawnAt: null,
      },
      options,
    )

    return {
      publishedAt: publishedAt.toISOString(),
      remoteId: _id.toHexString(),
      url: `${SANDBOX_URL.replace(/\/+$/, '')}/accounts/${encodeURIComponent(account)}/posts/${_id.toHexString()}`,
    }
  }
}
