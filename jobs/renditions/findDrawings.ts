import type { Db, Document } from 'mongodb'

import type { ChannelRegistry } from '../../hooks/dependencies.ts'
import type { DrawWith } from '../../src/channels/drawPictures.ts'
import { buildMediaSnapshot, idOf, type RawMedia } from '../../src/channels/snapshot/mediaSnapshot.ts'
import type { ChannelManifest } from '../../src/domain/channelManifest.ts'
import type { MediaSnapshot } from '../../src/domain/content.ts'
import { NotFoundError } from '../../src/domain/errors.ts'
import { sizeInPreset, typeInPreset } from '../../src/domain/presets/fitPreset.ts'
import type { ChannelPresets, Preset } from '../../src/domain/presets/preset.ts'
import { WEB_PICTURE, webSizeOf } from '../../src/domain/presets/presets.ts'
import { signAddress } from '../../src/domain/rendition/address.ts'
import { labelsOn, type VisibleLabel } from '../../src/domain/rendition/treatment.ts'
import { findMark } from './findMark.ts'
import { addressOf, type Mark } from './mediaSource.ts'

export interface FindDrawingsArgs {
  /** Raw documents, or as Payload gives them. */
  channels: readonly Document[]
  kinds: Pick<ChannelRegistry, 'find'>
  /** The raw documents of everything that the post shows. */
  media: RawMedia
  /** Where files are served, such as `/api/media/file`. */
  publicPath: string
}

/** How a channel (by its id) shows the pictures of a post; null for one to which their bytes are sent. */
export type DrawingOf = (channelId: string) => DrawWith | null

export interface DrawingTools {
  db: Db
  presets: ReadonlyMap<string, Preset>
  secret: string
}

/** Finds what is laid over the pictures that are fetched from us; makes none of them. Asks nothing where no channel has a watermark. */
export async function findDrawings(tools: DrawingTools, args: FindDrawingsArgs): Promise<DrawingOf> {
  const marks = new Map<string, Promise<MarkOf | null>>()
  const drawings = new Map<string, DrawWith>()
  const all = [...args.media.values()].map((document) => buildMediaSnapshot({ document, publicPath: args.publicPath }))

  for (const channel of args.channels) {
    const manifest = args.kinds.find(String(channel['kind']))?.manifest
    const markId = idOf(channel['watermark'])

    if (manifest !== undefined && manifest.pictures !== 'bytes') {
      if (markId !== null && !marks.has(markId)) {
        marks.set(markId, readMark(tools.db, markId))
      }

      const mark = markId === null ? null : ((await marks.get(markId)) ?? null)

      drawings.set(idOf(channel) ?? '', (labels) => ({
        all,
        draw: (media, place) => draw({ ...args, ...tools, labels, manifest, mark, place }, media),
      }))
    }
  }

  return (channelId) => drawings.get(channelId) ?? null
}

interface MarkOf {
  id: string
  mark: Mark
}

/** An asset that has no file yet lays nothing over anything. */
async function readMark(db: Db, id: string): Promise<MarkOf | null> {
  try {
    return { id, mark: await findMark(db, id) }
  } catch (error) {
    if (error instanceof NotFoundError) {
      return null
    }

    throw error
  }
}

interface DrawArgs extends Pick<FindDrawingsArgs, 'media'>, Omit<DrawingTools, 'db'> {
  labels: readonly VisibleLabel[]
  manifest: ChannelManifest
  mark: MarkOf | null
  place: keyof ChannelPresets
}

function draw(args: DrawArgs, media: MediaSnapshot): MediaSnapshot {
  const { manifest, mark, place, presets } = args
  const document = args.media.get(media.id)

  if (document === undefined || !media.mimeType.startsWith('image/')) {
    return media
  }

  const labels = labelsOn(document, args.labels)
  const own = manifest.presets?.[place] ?? manifest.presets?.images
  const show = (preset: Preset, source: MediaSnapshot) => showIn({ ...args, document, labels, preset, source })

  if (own !== undefined) {
    return { ...show(presetOf(presets, own), media), renditions: {} }
  }

  // A site gets the picture as it is where nothing need be seen on it, and its file lacks no label.
  return labels.length === 0 && mark === null && !lacksAiLabel(document)
    ? media
    : { ...show(presetOf(presets, WEB_PICTURE), media), renditions: manifest.mode === 'feed' ? sizes() : {} }

  function sizes(): MediaSnapshot['renditions'] {
    return Object.fromEntries(
      Object.keys(media.renditions).flatMap((name) => {
        const preset = presets.get(webSizeOf(name))
        const { height, url, width } = preset === undefined ? media : show(preset, media)

        return preset === undefined || height === null || width === null ? [] : [[name, { height, url, width }]]
      }),
    )
  }
}

/** A file that was stored before a declaration was written into it; a rendition carries it. */
const lacksAiLabel = ({ aiGenerated, hasAiLabel }: Document): boolean => aiGenerated === true && hasAiLabel !== true

interface ShowInArgs extends DrawArgs {
  document: Document
  preset: Preset
  source: MediaSnapshot
}

function showIn({ document, labels, mark, preset, secret, source }: ShowInArgs): MediaSnapshot {
  const { height, width } = source
  const laid = preset.refusesMarks === true ? null : mark
  const size = height === null || width === null ? { height, width } : sizeInPreset(preset, { height, width })
  const address = addressOf({
    mark: laid?.mark ?? null,
    media: document,
    preset,
    treatment: { labels, mark: laid?.id ?? null },
  })

  return {
    ...source,
    ...size,
    mimeType: typeInPreset({ aiGenerated: source.aiGenerated, mimeType: source.mimeType, preset }),
    url: signAddress(address, secret),
  }
}

export function presetOf(presets: ReadonlyMap<string, Preset>, name: string): Preset {
  const preset = presets.get(name)

  if (preset === undefined) {
    throw new NotFoundError(`There is no preset ${name}`)
  }

  return preset
}
