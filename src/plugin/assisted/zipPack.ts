import { Zip, ZipPassThrough } from 'fflate'

export interface ZipEntry {
  bytes: Uint8Array
  name: string
}

/**
 * Packs files into a ZIP as they come, so that one is in memory at a time; pictures and films are small already, and nothing
 * is compressed.
 *
 * A reader that goes away ends it.
 */
export function zipPack(entries: AsyncIterable<ZipEntry>): ReadableStream<Uint8Array> {
  const coming = entries[Symbol.asyncIterator]()
  const written: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error !== null) {
      throw error
    }

    written.push(chunk)
  })

  return new ReadableStream<Uint8Array>({
    async cancel() {
      zip.terminate()
      await coming.return?.()
    },
    async pull(controller) {
      const next = await coming.next()

      if (next.done === true) {
        zip.end()
      } else {
        const file = new ZipPassThrough(next.value.name)

        zip.add(file)
        file.push(next.value.bytes, true)
      }

      written.splice(0).forEach((chunk) => controller.enqueue(chunk))

      if (next.done === true) {
        controller.close()
      }
    },
  })
}
