import type { Db, ObjectId } from 'mongodb'

import { isShownIn } from '../../src/channels/isShownIn.ts'
import type { PublicationError } from '../../src/domain/publication.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'
import { findServed } from '../../src/domain/servedContent.ts'
import { MEDIA } from '../../src/domain/slugs.ts'
import type { StoredRow } from '../ledger/rows.ts'
import { readText } from '../rhythm/checking/neighbours.ts'

/** A film made with AI on which nobody can see it. */
export interface BareFilm {
  filename: string
  id: string
  name: string
}

/** Of many works those that are such films. */
export async function findBareFilms(db: Db, works: readonly ObjectId[]): Promise<Map<string, BareFilm>> {
  const films =
    works.length === 0
      ? []
      : await db
          .collection<{ _id: ObjectId; alt?: unknown; filename: string }>(MEDIA)
          .find(
            { _id: { $in: [...works] }, aiGenerated: true, hasVisibleLabel: { $ne: true }, mimeType: /^video\// },
            { projection: { alt: 1, filename: 1 } },
          )
          .toArray()

  return new Map(
    films.map(({ _id, alt, filename }) => {
      const id = _id.toHexString()

      return [id, { filename, id, name: readText(alt) || filename }]
    }),
  )
}

export interface JudgeFilmsArgs {
  films: ReadonlyMap<string, BareFilm>
  /** Whether readers of the channel choose the language. */
  isPulled: boolean
  row: Pick<StoredRow, 'content' | 'works'>
}

/** Says that a row shows a film that was found, since its post was armed, to be made with AI. */
export function judgeFilms({ films, isPulled, row: { content, works = [] } }: JudgeFilmsArgs): PublicationError | null {
  const bare = works.flatMap((work) => films.get(work.toHexString()) ?? [])
  const said = bare.length === 0 ? '' : JSON.stringify([content.rendered, isPulled ? findServed(content) : null])
  const shown = bare.find(({ filename, id }) => isShownIn(said, { id, url: `/${encodeURIComponent(filename)}` }))

  return shown === undefined ? null : publicationError('gate', 'AI_FILM_UNLABELLED', { film: shown.name })
}
