/** The three forms of a channel's feed. */
export const FEED_FILES = ['feed.json', 'rss.xml', 'atom.xml'] as const

export type FeedFile = (typeof FEED_FILES)[number]

export interface FeedAddressArgs {
  /** Where this installation is reached, without a slash at its end. */
  base: string
  file: FeedFile
  slug: string
}

/** Where a feed is; also the topic under which hubs (WebSub) know it. */
export const feedAddress = ({ base, file, slug }: FeedAddressArgs): string =>
  `${base}/delivery/v1/channels/${encodeURIComponent(slug)}/${file}`
