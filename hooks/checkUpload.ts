import { readFile } from 'node:fs/promises'

import type { CollectionBeforeChangeHook, CollectionBeforeOperationHook, PayloadRequest } from 'payload'
import { ValidationError } from 'payload'

import { ingestFile } from '../media/ingestFile.ts'
import { inspectImage } from '../media/inspectImage.ts'
import { FILE_ENDINGS } from '../src/domain/fileType.ts'
import type { IngestFacts } from '../src/domain/ingest.ts'

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
  const given = (args as { data?: { aiGenerated?: unknown } }).data
  const inspection = await inspectImage({ aiGenerated: given?.aiGenerated === true, data: original })

  if (!inspection.ok) {
    const message = inspection.refusal.message[req.i18n.language === 'zh' ? 'zh' : 'en']

    throw new ValidationError({ collection: collection.slug, errors: [{ message, path: 'file' }] }, req.t)
  }

  const { data, facts } = await ingestFile({ data: original, file: inspection.file })
  const { type } = inspection.file

  if (facts.hasAiLabel && given !== undefined) {
    given.aiGenerated = true
  }

  req.context[FACTS] = facts
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

const FACTS = 'ingestFacts'

const ENDING = /\.[^./\\]{1,8}$/

/** Keeps an ending that is right in another spelling, such as `.jpeg`. */
function withEnding(name: string, ending: string): string {
  const isRight = new RegExp(ending === 'jpg' ? '\\.jpe?g$' : `\\.${ending}$`, 'i').test(name)

  return isRight ? name : `${name.replace(ENDING, '')}.${ending}`
}
