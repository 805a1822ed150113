export interface InsertAtArgs {
  /** Where the caret stands or what is selected, in UTF-16 units; the end of the text where nobody has set one. */
  caret: { end: number; start: number } | null
  text: string
  value: string
}

/** Puts a text where the caret stands, in the place of what is selected; tells where the caret then is. */
export function insertAt({ caret, text, value }: InsertAtArgs): { caret: number; value: string } {
  const start = Math.min(caret?.start ?? value.length, value.length)
  const end = Math.min(Math.max(caret?.end ?? value.length, start), value.length)

  return { caret: start + text.length, value: value.slice(0, start) + text + value.slice(end) }
}
