import { convertLexicalToHTML, defaultHTMLConverters } from '@payloadcms/richtext-lexical/html'

import type { MediaSnapshot } from '../../domain/content.ts'
import { blockConverters } from './blockConverters.ts'
import { linkConverter, listItemConverter, tableConverters, uploadConverter } from './nodeConverters.ts'
import type { RichTextDocument } from './richTextNode.ts'

export interface RichTextToHtmlArgs {
  document: RichTextDocument
  /** The media that the document names; a picture that is not there is left out. */
  findMedia: (value: unknown) => MediaSnapshot | null
}

type Options = Parameters<typeof convertLexicalToHTML>[0]

/**
 * The body of a post as HTML that is safe to show anywhere.
 *
 * Texts are escaped, links sanitised, unknown nodes left out, and the same document gives the same bytes (the stock
 * converter draws random ids for check lists). Addresses of our own files stay paths below the public address.
 */
export function richTextToHtml({ document, findMedia }: RichTextToHtmlArgs): string {
  const converters = {
    ...defaultHTMLConverters,
    ...tableConverters,
    autolink: linkConverter,
    blocks: blockConverters(findMedia),
    inlineBlocks: {},
    link: linkConverter,
    listitem: listItemConverter,
    relationship: () => '',
    unknown: () => '',
    upload: uploadConverter(findMedia),
  }

  return convertLexicalToHTML({
    converters: converters as unknown as NonNullable<Options['converters']>,
    data: document as unknown as Options['data'],
    disableContainer: true,
  })
}
