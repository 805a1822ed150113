import type { RenditionMaker } from '../../../jobs/renditions/createRenditions.ts'
import type { OpenChannel } from '../../../jobs/sending/channelCache.ts'
import { untilAborted } from '../../../jobs/sending/untilAborted.ts'
import { askTogether } from './askTogether.ts'
import { createPictureLine } from './createPictureLine.ts'
import { isFinal, lostSecret, unusableMedia } from './unusableMedia.ts'

/** So many are remembered as made; a name never means another picture. */
const REMEMBERED = 20_000

export type PictureMaker = Required<Pick<OpenChannel, 'arePicturesMade' | 'makePictures'>>

/**
 * Sees to it, before anything leaves, that pictures which will be fetched from us are made.
 *
 * Mostly they are: what this process has seen once costs nothing, and of the rest all that begin at one moment ask together. What has a
 * picture to be made throws a `ChannelError` of class `invalid-payload`, as adapters do that upload, when that cannot be done.
 */
export function createPictureMaker(renditions: Pick<RenditionMaker, 'findMade' | 'make'>): PictureMaker {
  const made = new Set<string>()
  const findMade = askTogether(async (paths) => new Set(await renditions.findMade(paths)))
  const inLine = createPictureLine({ make })

  async function make(path: string): Promise<void> {
    try {
      await renditions.make([path])
    } catch (error) {
      throw asChannelError(path, error)
    }

    remember(path)
  }

  function remember(path: string): void {
    if (made.size >= REMEMBERED) {
      made.clear()
    }

    made.add(path)
  }

  return {
    arePicturesMade: (paths) => paths.every((path) => made.has(path)),
    async makePictures(paths, { isPatient, signal }) {
      const unknown = paths.filter((path) => !made.has(path))
      const found = unknown.length === 0 ? made : await untilAborted(findMade(unknown), signal)
      const missing = unknown.filter((path) => !found.has(path))

      unknown.filter((path) => found.has(path)).forEach(remember)

      if (isPatient && missing.length > 0) {
        return inLine(missing, signal)
      }

      for (const path of missing) {
        signal.throwIfAborted()
        await make(path)
      }
    },
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
