import { createHash } from 'node:crypto'

import type { IngestFacts } from '../src/domain/ingest.ts'
import { bandsOf } from '../src/domain/perceptualHash.ts'
import { cleanImage } from './cleanImage.ts'
import type { InspectedFile } from './inspectImage.ts'

/** Who publishes what is declared to be made with AI; stands in the label. */
const PROPAGATOR = 'drumbeat'

/** The bytes to keep of an inspected file, and what to remember of it. */
export async function ingestFile({ data, file }: { data: Buffer; file: InspectedFile }): Promise<{
  data: Buffer
  facts: IngestFacts
}> {
  const { changes, hasAiLabel, perceptualHash, thumbHash, type } = file
  const contentHash = hashFile(data)
  const declared = changes.includes('ai-label-added')
    ? { id: contentHash.slice(0, 32), propagator: PROPAGATOR }
    : undefined

  return {
    data: await cleanImage({ changes, data, declared, type }),
    facts: {
      contentHash,
      hasAiLabel: hasAiLabel || declared !== undefined,
      hashBands: bandsOf(perceptualHash),
      ingestChanges: [...changes],
      perceptualHash,
      thumbHash,
    },
  }
}

/** Names a file by its content as it was given, so that the same file is found again. */
export const hashFile = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex')
