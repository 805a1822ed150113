import type { ChannelContent, MediaSnapshot } from './content.ts'

/** The media that a channel shows: its variant's own where it has any, else cover and gallery of the post. */
export const shownMedia = ({ post, variant }: Pick<ChannelContent, 'post' | 'variant'>): MediaSnapshot[] =>
  ownMedia(variant) ?? [post.cover, ...post.gallery].filter((media) => media !== null)

/** Those that a variant names in place of the post's; null for none. */
export const ownMedia = (variant: ChannelContent['variant']): MediaSnapshot[] | null =>
  variant !== null && variant.media.length > 0 ? variant.media : null
