import type { Finding } from '../domain/channelAdapter.ts'
import type { ChannelContent, UnlabelledFilm } from '../domain/content.ts'
import { isUnlabelledFilm } from '../domain/disclosure/filmLabel.ts'
import { reason } from '../domain/reasons/reason.ts'
import { findServed } from '../domain/servedContent.ts'
import { shownMedia } from '../domain/shownMedia.ts'
import { isShownIn } from './isShownIn.ts'

export interface FindUnlabelledFilmsArgs {
  content: Pick<ChannelContent, 'post' | 'rendered' | 'variant'>
  /** Whether readers of the channel choose the language. */
  isPulled: boolean
}

/** Films made with AI that a channel will show without a label that can be seen; by what was rendered, as `findLeftOut`. */
export function findUnlabelledFilms({ content, isPulled }: FindUnlabelledFilmsArgs): Finding[] {
  const { post, rendered, variant } = content
  const said = JSON.stringify([rendered, isPulled ? findServed(content) : null])
  const films: UnlabelledFilm[] = [
    ...[post.cover ?? [], shownMedia({ post, variant })].flat().filter(isUnlabelledFilm),
    ...Object.values(post.locales).flatMap(({ unlabelledFilms = [] }) => unlabelledFilms),
  ]
  const shown = new Map(films.filter((film) => isShownIn(said, film)).map((film) => [film.id, film]))

  return [...shown.values()].map((film) => ({
    ...reason('AI_FILM_UNLABELLED', { path: 'media', values: { film: nameOf(film) } }),
    severity: 'error',
  }))
}

const nameOf = ({ alt, url }: UnlabelledFilm): string => alt || decodeURIComponent(url.slice(url.lastIndexOf('/') + 1))
