import type { Rows, StoredRow } from '../ledger/rows.ts'

type Standing = Pick<StoredRow, '_id' | 'channel' | 'post' | 'receipt'>

/** Marks older publications of a post as superseded where a newer one stands on the same channel. */
export async function markSuperseded(rows: Rows, told: readonly StoredRow[]): Promise<void> {
  const published = told.filter(({ state }) => state === 'published')

  if (published.length === 0) {
    return
  }

  const standing = await rows
    .find({ post: { $in: published.map(({ post }) => post) }, state: 'published', superseded: { $ne: true } })
    .project<Standing>({ channel: 1, post: 1, receipt: 1 })
    .toArray()
  const older = findOlder(standing)

  if (older.length > 0) {
    await rows.updateMany({ _id: { $in: older }, state: 'published' }, [
      { $set: { changedAt: '$$NOW', superseded: true, updatedAt: '$$NOW' } },
    ])
  }
}

/** Ids of all but the newest of each post on each channel. */
export function findOlder(standing: readonly Standing[]): string[] {
  const newest = new Map<string, Standing>()

  for (const row of standing) {
    const key = keyOf(row)
    const other = newest.get(key)

    if (other === undefined || publishedAt(row) > publishedAt(other)) {
      newest.set(key, row)
    }
  }

  return standing.filter((row) => newest.get(keyOf(row)) !== row).map(({ _id }) => _id)
}

const keyOf = ({ channel, post }: Standing): string => `${post.toHexString()}:${channel.toHexString()}`

const publishedAt = ({ receipt }: Standing): string => receipt?.publishedAt ?? ''
