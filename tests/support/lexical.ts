/** Builders of stored Lexical documents, as short as a test wants them. */
export const text = (value: string, format = 0) => ({ format, text: value, type: 'text' })

export const node = (type: string, children: unknown[], rest: object = {}) => ({ children, type, version: 1, ...rest })

export const paragraph = (...children: unknown[]) => node('paragraph', children)

export const link = (url: string, label: string, rest: object = {}) =>
  node('link', [text(label)], { fields: { linkType: 'custom', url, ...rest } })

export const block = (blockType: string, fields: object) => ({ fields: { blockType, ...fields }, type: 'block' })

export const lexicalDocument = (...children: unknown[]) => ({ root: { children, type: 'root', version: 1 } })
