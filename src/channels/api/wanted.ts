import { isRecord, textOf } from '../richText/richTextNode.ts'
import { badAnswer } from './createApi.ts'

/** A text or number that a success must hold, as text; without it nobody knows what was taken. */
export function wanted(name: string, value: unknown): string {
  const text = textOf(value)

  if (text === '') {
    throw badAnswer(name)
  }

  return text
}

/** What a platform calls our uploads, by our ids, out of handles; empty before the first. */
export const textsIn = (value: unknown): Record<string, string> =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).map(([id, name]) => [id, textOf(name)])) : {}
