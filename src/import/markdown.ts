import { convertMarkdownToLexical, editorConfigFactory } from '@payloadcms/richtext-lexical'
import type { Payload } from 'payload'

export type MarkdownConverter = (markdown: string) => Record<string, unknown>

/** Makes of Markdown what the editor of `posts.body` stores. */
export async function createMarkdownConverter(payload: Payload): Promise<MarkdownConverter> {
  const editorConfig = await editorConfigFactory.default({ config: payload.config })

  return (markdown) => convertMarkdownToLexical({ editorConfig, markdown })
}
