import { type AiLabel, findAiLabel } from '../../src/domain/aiLabel.ts'

/** A label is some hundred bytes long. */
const LABEL_BYTES = 2_000

/**
 * The implicit label of a film (GB 45438-2025); null when there is none.
 *
 * Makers write it as XMP or as an item of the film's metadata, at the beginning or at the end: so it is looked for by its name.
 */
export function findFilmLabel(film: Buffer): AiLabel | null {
  for (let at = film.indexOf('AIGC'); at !== -1; at = film.indexOf('AIGC', at + 1)) {
    const label = findAiLabel(film.toString('latin1', at, at + LABEL_BYTES))

    if (label !== null) {
      return label
    }
  }

  return null
}
