import type { StandInContext, StandInDraft } from './standIn.ts'

export interface RobotDraftArgs {
  context: StandInContext
  file?: { bytes: Uint8Array; mimeType: string } | null
  text: string
  /** The first line of the text unless given. */
  title?: string
}

/** What a group sees of a robot's message. */
export async function robotDraft({ context, file = null, text, title }: RobotDraftArgs): Promise<StandInDraft> {
  const [first = '', ...rest] = text.split('\n')
  const url = file === null ? null : await context.storeFile(file)

  return {
    firstComment: null,
    media: url === null ? [] : [{ alt: '', height: null, mimeType: file?.mimeType ?? '', url, width: null }],
    text: title === undefined ? rest.join('\n').trim() : text,
    title: (title ?? first).replace(/^#+ /, ''),
    topics: [],
  }
}
