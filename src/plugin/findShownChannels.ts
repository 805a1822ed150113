import type { Where } from 'payload'

export interface FindShownChannelsArgs<Channel> {
  /** Ids; all channels when null. */
  asked: readonly string[] | null
  /** Channels that the person may see, in their order; not all of them where there are very many. */
  find: (where: Where) => Promise<Channel[]>
  /** Ids of channels for which the post has words of its own. */
  written: readonly (string | null)[]
}

/** The channels that are asked for; of all of them, those with words of their own come whatever else there is, because nowhere else can these be seen and removed. */
export async function findShownChannels<Channel extends { id?: unknown }>(
  args: FindShownChannelsArgs<Channel>,
): Promise<Channel[]> {
  const { asked, find, written } = args

  if (asked !== null) {
    return find({ id: { in: [...asked] } })
  }

  const channels = await find({})
  const known = new Set(channels.map(({ id }) => String(id)))
  const missing = [...new Set(written)].filter((id) => id !== null && IS_ID.test(id) && !known.has(id))

  return missing.length === 0 ? channels : [...channels, ...(await find({ id: { in: missing } }))]
}

/** A form may hold anything. */
const IS_ID = /^[\da-f]{24}$/
