import type { Finding } from '../domain/channelAdapter.ts'
import type { PostSnapshot, RenderedContent, VariantSnapshot } from '../domain/content.ts'
import { reason } from '../domain/reasons/reason.ts'
import { shownMedia } from '../domain/shownMedia.ts'
import { isShownIn } from './isShownIn.ts'

export interface FindLeftOutArgs {
  post: PostSnapshot
  rendered: RenderedContent
  variant: VariantSnapshot | null
}

/**
 * What an editor gave this channel and it will not show: its first comment, and its pictures and films.
 *
 * By what was rendered and not by what a kind says of itself, because an account's settings decide as well. Only a warning:
 * most posts have a cover, and many groups take words alone.
 */
export function findLeftOut({ post, rendered, variant }: FindLeftOutArgs): Finding[] {
  const said = JSON.stringify(rendered)
  const comment = variant?.firstComment ?? ''
  const lost = new Set(shownMedia({ post, variant }).flatMap((media) => (isShownIn(said, media) ? [] : [media.id])))
    .size

  return [
    ...(comment === '' || said.includes(JSON.stringify(comment).slice(1, -1))
      ? []
      : [warn('FIRST_COMMENT_LEFT_OUT', 'firstComment', {})]),
    ...(lost === 0 ? [] : [warn('MEDIA_LEFT_OUT', 'media', { count: lost })]),
  ]
}

const warn = (
  code: 'FIRST_COMMENT_LEFT_OUT' | 'MEDIA_LEFT_OUT',
  path: string,
  values: Record<string, number>,
): Finding => ({ ...reason(code, { path, values }), severity: 'warning' })
