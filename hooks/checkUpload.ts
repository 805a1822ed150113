import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'

import type { CollectionBeforeChangeHook, CollectionBeforeOperationHook } from 'payload'
import { ValidationError } from 'payload'

import { cleanImage } from '../media/cleanImage.ts'
import { inspectImage } from '../media/inspectImage.ts'
import { FILE_ENDINGS } from '../src/domain/fileType.ts'

/**
 * Refuses files that are not what they claim, and takes the EXIF block out of those that are.
 *
 * Runs before Payload touches the file: what it writes, and makes its sizes from, is the cleaned picture under
 * its true ending.
 */
export const checkUpload: CollectionBeforeOperationHook = async ({ args, collection, operation, req }) => {
  const file = req.file

  if (file === undefined || (operation !== 'create' && operation !== 'update')) {
    return
  }

  // A form's file that Payload keeps in memory has an empty path rather than none.
  const original = file.tempFilePath ? await readFile(file.tempFilePath) : file.data
  const { aiGenerated } = (args as { data?: { aiGenerated?: unknown } }).data ?? {}
  const inspection = await inspectImage({ aiGenerated: aiGenerated === true, data: original })

  if (!inspection.ok) {
    const message = inspection.refusal.message[req.i18n.language === 'zh' ? 'zh' : 'en']

    throw new ValidationError({ collection: collection.slug, errors: [{ message, path: 'file' }] }, req.t)
  }

  const { hasExif, type } = inspection.file
  const data = hasExif ? await cleanImage({ data: original, type }) : original

  req.context['contentHash'] = hashFile(original)
  req.file = { data, mimetype: type, name: withEnding(file.name, FILE_ENDINGS[type]), size: data.length }
}

/** Keeps the hash of the file as it was given; people may not write the field themselves. */
export const keepContentHash: CollectionBeforeChangeHook = ({ data, req }) => {
  const { contentHash } = req.context

  return (typeof contentHash === 'string' ? { ...data, contentHash } : data) as unknown
}

/** Names a file by its content as it was given, so that the same file is found again. */
export const hashFile = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex')

const ENDING = /\.[^./\\]{1,8}$/

/** Keeps an ending that is right in another spelling, such as `.jpeg`. */
function withEnding(name: string, ending: string): string {
  const isRight = new RegExp(ending === 'jpg' ? '\\.jpe?g$' : `\\.${ending}$`, 'i').test(name)

  return isRight ? name : `${name.replace(ENDING, '')}.${ending}`
}
