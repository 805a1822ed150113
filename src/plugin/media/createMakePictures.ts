import type { RenditionMaker } from '../../../jobs/renditions/createRenditions.ts'
import { isFinal, lostSecret, unusableMedia } from './unusableMedia.ts'

/** So many are remembered as made; a name never means another picture. */
const REMEMBERED = 20_000

/**
 * Sees to it, before anything leaves, that pictures which will be fetched from us are made.
 *
 * Mostly they are, and what this process has seen once costs nothing. Throws a `ChannelError` of class `invalid-payload`, as adapters do
 * that upload, for a picture that cannot be made.
 */
export function createMakePictures(renditions: Pick<RenditionMaker, 'make'>) {
  const made = new Set<string>()

  return async (paths: readonly string[]): Promise<void> => {
    for (const path of paths.filter((each) => !made.has(each))) {
      try {
        await renditions.make([path])
      } catch (error) {
        throw asChannelError(path, error)
      }

      if (made.size >= REMEMBERED) {
        made.clear()
      }

      made.add(path)
    }
  }
}

function asChannelError(path: string, error: unknown): unknown {
  if ((error as { code?: unknown }).code === 'UNKNOWN_SECRET') {
    return lostSecret(mediumIn(path), error)
  }

  return isFinal(error) ? unusableMedia(mediumIn(path), error) : error
}

/** `/renditions/v1/<medium>/…` */
const mediumIn = (path: string): string => path.split('/')[3] ?? path
