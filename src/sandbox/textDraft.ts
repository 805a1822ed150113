import type { StandInContext, StandInDraft } from './standIn.ts'

export interface TextDraftArgs {
  context: StandInContext
  files?: readonly { alt?: string; bytes: Uint8Array; mimeType: string }[]
  text: string
}

/** What a platform without titles shows: the first line stands as the title. */
export async function textDraft({ context, files = [], text }: TextDraftArgs): Promise<StandInDraft> {
  const [title = '', ...rest] = text.split('\n')

  return {
    firstComment: null,
    media: await Promise.all(
      files.map(async ({ alt = '', ...file }) => ({
        alt,
        height: null,
        mimeType: file.mimeType,
        url: await context.storeFile(file),
        width: null,
      })),
    ),
    text: rest.join('\n').trim(),
    title,
    topics: [],
  }
}
