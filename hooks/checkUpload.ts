import { readFile } from 'node:fs/promises'

import { ObjectId } from 'mongodb'
import type { CollectionBeforeChangeHook, CollectionBeforeOperationHook, PayloadRequest } from 'payload'

import { ingestFile } from '../media/ingestFile.ts'
import { inspectImage } from '../media/inspectImage.ts'
import { probeVideo, type VideoProbe } from '../media/video/probeVideo.ts'
import { rawCollection, sessionOptions } from '../src/database/handles.ts'
import { FILE_ENDINGS } from '../src/domain/fileType.ts'
import type { IngestFacts } from '../src/domain/ingest.ts'
import { MEDIA } from '../src/domain/slugs.ts'
import { BROKEN_VIDEO } from '../src/domain/uploadRules.ts'
import { refuse } from './refuse.ts'

/**
 * Refuses files that are not what they claim, and cleans those that are: EXIF out, print colours and 16 bits turned
 * into what screens show.
 *
 * Runs before Payload touches the file: what it writes, and makes its sizes from, is the cleaned picture under
 * its true ending. A file that itself says that AI made it is marked so.
 */
export const checkUpload: CollectionBeforeOperationHook = async ({ args, collection, operation, req }) => {
  const file = req.file

  if (file === undefined || (operation !== 'create' && operation !== 'update')) {
    return
  }

  // A form's file that Payload keeps in memory has an empty path rather than none.
  const original = file.tempFilePath ? await readFile(file.tempFilePath) : file.data
  const { data: given, id } = args as { data?: { aiGenerated?: unknown }; id?: unknown }
  const declared = given?.aiGenerated ?? (await isDeclared(id, req))
  const inspection = await inspectImage({ aiGenerated: declared === true, data: original })

  if (!inspection.ok) {
    refuse([{ message: inspection.refusal.message, path: 'file' }], { collection: collection.slug, req })
  }

  const { type } = inspection.file
  const [{ data, facts }, video] = [
    await ingestFile({ data: original, file: inspection.file }),
    type === 'video/mp4' ? await probeVideo({ data: original }) : null,
  ]

  if (video?.state === 'broken') {
    refuse([{ message: BROKEN_VIDEO.message, path: 'file' }], { collection: collection.slug, req })
  }

  if (facts.hasAiLabel && given !== undefined) {
    given.aiGenerated = true
  }

  req.context[FACTS] = video === null ? facts : withVideo(facts, video)
  req.context[POSTER] = video?.state === 'known' ? video.poster : null
  req.file = { data, mimetype: type, name: withEnding(file.name, FILE_ENDINGS[type]), size: data.length }
}

/** Keeps what ingest learned of the file; people may not write these fields themselves. */
export const keepIngestFacts: CollectionBeforeChangeHook = ({ data, req }) => {
  const facts = findIngestFacts(req)

  // One request may store several files.
  delete req.context[FACTS]

  return (facts === undefined ? data : { ...data, ...facts }) as unknown
}

/** What ingest learned of the file that this request brings; undefined when it brings none. */
export const findIngestFacts = ({ context }: Pick<PayloadRequest, 'context'>): IngestFacts | undefined =>
  context[FACTS] as IngestFacts | undefined

/** The frame for the cover of the video that this request brought, once; null when there is none. */
export function takePosterFrame({ context }: Pick<PayloadRequest, 'context'>): Buffer | null {
  const frame = context[POSTER]

  delete context[POSTER]

  return frame instanceof Buffer ? frame : null
}

/** What the document says whose file is replaced, for a save that says nothing of it. */
async function isDeclared(id: unknown, req: PayloadRequest): Promise<boolean> {
  const stored = ObjectId.isValid(String(id))
    ? await rawCollection(req.payload, MEDIA).findOne(
        { _id: new ObjectId(String(id)) },
        { projection: { aiGenerated: 1 }, ...(await sessionOptions(req)) },
      )
    : null

  return stored?.['aiGenerated'] === true
}

const withVideo = (facts: IngestFacts, video: VideoProbe): IngestFacts =>
  video.state === 'known'
    ? { ...facts, ...video.facts }
    : { ...facts, ingestChanges: [...facts.ingestChanges, 'video-not-probed'] }

const FACTS = 'ingestFacts'
const POSTER = 'posterFrame'

const ENDING = /\.[^./\\]{1,8}$/

/** Keeps an ending that is right in another spelling, such as `.jpeg`. */
function withEnding(name: string, ending: string): string {
  const isRight = new RegExp(ending === 'jpg' ? '\\.jpe?g$' : `\\.${ending}$`, 'i').test(name)

  return isRight ? name : `${name.replace(ENDING, '')}.${ending}`
}
