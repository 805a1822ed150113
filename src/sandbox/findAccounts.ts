import type { Db, Document } from 'mongodb'

import { CHANNELS } from '../domain/slugs.ts'
import { SANDBOX_POSTS } from './records.ts'

/** One account as the index shows it: a phone, whether or not it has received anything. */
export interface SandboxAccount {
  kind: string
  name: string
  /** Posts that stand now. */
  posts: number
  slug: string
}

/**
 * All accounts: channels that send here now, and whoever has received something before.
 *
 * One account is looked up by its slug; the list is in the order of names.
 */
export async function findAccounts(db: Db, slug?: string): Promise<SandboxAccount[]> {
  const isSender = { $or: [{ kind: 'sandbox' }, { mode: 'rehearsal' }] }
  const [channels, receivers] = await Promise.all([
    db
      .collection(CHANNELS)
      .find(slug === undefined ? isSender : { slug }, { projection: { kind: 1, name: 1, slug: 1 } })
      .limit(MAX_ACCOUNTS)
      .toArray(),
    db.collection(SANDBOX_POSTS).aggregate<Document>(countByAccount(slug)).toArray(),
  ])
  const accounts = new Map<string, SandboxAccount>()

  for (const { _id, kind, name, posts } of receivers) {
    accounts.set(String(_id), { kind: String(kind), name: String(name), posts: Number(posts), slug: String(_id) })
  }

  for (const { kind, name, slug: own } of channels) {
    const key = String(own)

    accounts.set(key, { kind: String(kind), name: String(name), posts: accounts.get(key)?.posts ?? 0, slug: key })
  }

  return [...accounts.values()].sort((one, other) => one.name.localeCompare(other.name, 'zh'))
}

const MAX_ACCOUNTS = 200

const countByAccount = (slug: string | undefined): Document[] => [
  ...(slug === undefined ? [] : [{ $match: { account: slug } }]),
  { $sort: { account: 1, receivedAt: -1 } },
  {
    $group: {
      _id: '$account',
      kind: { $first: '$accountKind' },
      name: { $first: '$accountName' },
      posts: { $sum: { $cond: [{ $eq: ['$withdrawnAt', null] }, 1, 0] } },
    },
  },
  { $limit: MAX_ACCOUNTS },
]
