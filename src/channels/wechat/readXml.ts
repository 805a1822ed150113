import { SaxesParser } from 'saxes'

import { InvalidInputError } from '../../domain/errors.ts'
import { isRecord } from '../richText/richTextNode.ts'

/** An element: its text, or its children by name; what stands there several times is a list. */
export type XmlValue = string | XmlValue[] | { [name: string]: XmlValue }

/**
 * Reads the XML of WeChat and WeCom messages: elements and CDATA, no attributes that matter.
 *
 * Entities are not expanded and a document type is refused, so a message can neither grow nor read files. What has more elements, or deeper ones,
 * than any message of theirs is given up early. Throws an `InvalidInputError`.
 */
export function readXml(text: string): Record<string, XmlValue> {
  let elements = 0
  const stack: { children: Record<string, XmlValue>; name: string; text: string }[] = []
  let root: Record<string, XmlValue> = {}
  const parser = new SaxesParser()
  const fail = (message: string): never => {
    throw new InvalidInputError('The message is not XML that can be read.', [{ code: 'XML', message }])
  }

  parser.on('error', (error) => fail(error.message))
  parser.on('doctype', () => fail('a document type is not taken'))
  parser.on('opentag', ({ name }) => {
    elements += 1

    if (stack.length >= MAX_DEPTH) {
      fail('it is nested too deeply')
    }

    if (elements > MAX_ELEMENTS) {
      fail('it has too many elements')
    }

    stack.push({ children: Object.create(null) as Record<string, XmlValue>, name, text: '' })
  })

  const addText = (part: string): void => {
    const open = stack.at(-1)

    if (open !== undefined) {
      open.text += part
    }
  }

  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const closed = stack.pop()
    const parent = stack.at(-1)

    if (closed === undefined) {
      return
    }

    const value = Object.keys(closed.children).length === 0 ? closed.text.trim() : closed.children

    if (parent === undefined) {
      root = isRecord(value) ? value : {}
    } else {
      const known = parent.children[closed.name]

      if (Array.isArray(known)) {
        known.push(value)
      } else {
        parent.children[closed.name] = known === undefined ? value : [known, value]
      }
    }
  })
  parser.write(text).close()

  return root
}

const MAX_DEPTH = 16
/** A mass send of eight articles, each with all that was found about its copyright, has less than two hundred. */
const MAX_ELEMENTS = 2_000

/** The text of an element, by its path; empty where it is not there. */
export function textAt(xml: XmlValue | undefined, ...path: string[]): string {
  const [name, ...rest] = path

  if (name === undefined) {
    return typeof xml === 'string' ? xml : ''
  }

  return isRecord(xml) ? textAt(xml[name], ...rest) : ''
}
