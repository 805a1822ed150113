import { describePack } from '../../domain/assisted/describePack.ts'
import type { Pack } from '../../domain/assisted/pack.ts'
import { isChannelError } from '../../domain/errors.ts'
import type { MediaFile, MediaFiles } from '../../domain/mediaFiles.ts'
import { languageOf } from '../../domain/reasons/fillText.ts'
import { sayReason } from '../../domain/reasons/reason.ts'
import type { ZipEntry } from './zipPack.ts'

export interface ReadPackFileArgs {
  /** The account's id; its watermark is laid over the pictures. */
  channel: string
  files: MediaFiles
  number: number
  pack: Pack
  signal: AbortSignal
}

/** Reads one file of a pack, counted from 1; null for no such number. */
export async function readPackFile({
  channel,
  files,
  number,
  pack,
  signal,
}: ReadPackFileArgs): Promise<MediaFile | null> {
  const file = pack.files[number - 1]

  return file === undefined
    ? null
    : files.read({
        channel,
        media: { id: file.mediaId },
        signal,
        ...(file.labels !== undefined && { labels: file.labels }),
        ...(file.preset !== undefined && { preset: file.preset }),
      })
}

/** `01.jpg`: sorts in the order of the post. */
export const fileNameOf = (file: MediaFile, number: number): string =>
  `${String(number).padStart(2, '0')}.${/\.(\w+)$/.exec(file.fileName)?.[1] ?? 'bin'}`

export interface ListPackEntriesArgs extends Omit<ReadPackFileArgs, 'number'> {
  language: string
}

/** Everything of a pack in the order of the archive; a file that is gone is named there and holds back nothing else. */
export async function* listPackEntries(args: ListPackEntriesArgs): AsyncGenerator<ZipEntry> {
  const { language, pack } = args
  const spoken = languageOf(language)

  yield { bytes: bytesOf(describePack(pack, spoken)), name: spoken === 'zh' ? '文案.txt' : 'text.txt' }

  for (const [index, { mediaId }] of pack.files.entries()) {
    const number = index + 1

    try {
      const file = await readPackFile({ ...args, number })

      if (file !== null) {
        yield { bytes: file.bytes, name: fileNameOf(file, number) }
      }
    } catch (error) {
      if (!isChannelError(error)) {
        throw error
      }

      const said = sayReason({ code: 'MEDIA_UNUSABLE', message: error.message, values: { id: mediaId } }, language)

      yield { bytes: bytesOf(said), name: `${String(number).padStart(2, '0')}-missing.txt` }
    }
  }
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
