/** How one element is written; `inside` is what its content became. */
type Write = (inside: string, attributes: Record<string, string>, parent: string) => string

const block = (text: string): string => (text.trim() === '' ? '' : `\n\n${text.trim()}\n\n`)
const around =
  (mark: string): Write =>
  (inside) =>
    inside.trim() === '' ? inside : inside.replace(/^(\s*)([\s\S]*?)(\s*)$/, `$1${mark}$2${mark}$3`)
const heading =
  (level: number): Write =>
  (inside) =>
    block(`${'#'.repeat(level)} ${inside.trim()}`)
const prefixed = (text: string, prefix: string, rest = prefix): string =>
  text
    .trim()
    .split('\n')
    .map((line, index) => ((index === 0 ? prefix : rest) + line).trimEnd())
    .join('\n')

const WRITE: Readonly<Record<string, Write>> = {
  a: (inside, { href = '' }) => (href === '' ? inside : `[${inside}](${target(href)})`),
  b: around('**'),
  blockquote: (inside) => block(prefixed(inside, '> ')),
  br: () => '  \n',
  code: (inside, _attributes, parent) => (parent === 'pre' ? inside : `\`${plain(inside)}\``),
  del: around('~~'),
  em: around('*'),
  h1: heading(1),
  h2: heading(2),
  h3: heading(3),
  h4: heading(4),
  h5: heading(5),
  h6: heading(6),
  hr: () => block('---'),
  i: around('*'),
  img: (_inside, { alt = '', src = '' }) => (src === '' ? '' : `![${escapeMarkdown(alt)}](${target(src)})`),
  li: (inside, _attributes, parent) =>
    `\n${prefixed(inside.replace(/\n{2,}/g, '\n'), parent === 'ol' ? '1. ' : '- ', '   ')}`,
  ol: block,
  p: block,
  pre: (inside) => block(`\`\`\`\n${plain(inside)}\n\`\`\``),
  s: around('~~'),
  strike: around('~~'),
  strong: around('**'),
  table: block,
  td: (inside) => `${inside.trim().replaceAll('\n', ' ')} | `,
  th: (inside) => `${inside.trim().replaceAll('\n', ' ')} | `,
  tr: (inside) => `\n| ${inside.trim()}`,
  ul: block,
  video: (_inside, { src = '' }) => block(src),
}

/** Elements without an end. */
const VOID = new Set(['br', 'hr', 'img'])
const TOKENS = /<(\/?)([a-z][a-z0-9]*)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*\/?>|([^<]+|<)/gi

/**
 * Writes HTML of our own making as Markdown that forums share (CommonMark; tables and strikes as GitHub has them).
 *
 * Text is escaped, so that what an editor typed stays what it is; elements without a form in Markdown leave their text.
 */
export function htmlToMarkdown(html: string): string {
  const open: { attributes: Record<string, string>; name: string; text: string }[] = [
    { attributes: {}, name: '', text: '' },
  ]
  const put = (text: string): void => {
    const last = open.at(-1)

    if (last !== undefined) {
      last.text += text
    }
  }
  const close = (): void => {
    const { attributes, name, text } = open.pop() ?? { attributes: {}, name: '', text: '' }
    const header = name === 'table' ? withHeader(text) : text

    put(WRITE[name]?.(header, attributes, open.at(-1)?.name ?? '') ?? header)
  }

  for (const [, slash, tag, attributes = '', text] of html.matchAll(TOKENS)) {
    const name = tag?.toLowerCase()

    if (name === undefined) {
      put(escapeMarkdown(decode(text ?? '')))
    } else if (slash === '/') {
      if (open.some((each) => each.name === name)) {
        while (open.at(-1)?.name !== name) {
          close()
        }

        close()
      }
    } else {
      open.push({ attributes: readAttributes(attributes), name, text: '' })

      if (VOID.has(name)) {
        close()
      }
    }
  }

  while (open.length > 1) {
    close()
  }

  return (open[0]?.text ?? '').replace(/\n{3,}/g, '\n\n').trim()
}

/** Takes their meaning from the signs of Markdown, but not inside of addresses. */
const escapeMarkdown = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s<>]+)/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part
            .replace(/[\\`*_[\]<>|~]/g, '\\$&')
            .replace(
              /^(\s*)([#+-]|\d+[.)])(?=\s)/gm,
              (_all, space: string, mark: string) => `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}`,
            ),
    )
    .join('')

/** Code shows its signs as they are. */
const plain = (text: string): string => text.replace(/\\([\\`*_[\]<>|~#+.)-])/g, '$1')

/** Nothing in an address may end it. */
const target = (url: string): string =>
  url
    .replace(/[\s()<>]/g, encodeURIComponent)
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')

/** A table of Markdown needs a line below its first row. */
function withHeader(rows: string): string {
  const [first = '', ...rest] = rows.trim().split('\n')
  const cells = first.split(/(?<!\\)\|/).length - 2

  return [first, `|${' --- |'.repeat(Math.max(1, cells))}`, ...rest].join('\n')
}

const readAttributes = (text: string): Record<string, string> =>
  Object.fromEntries(
    Array.from(text.matchAll(/([\w-]+)="([^"]*)"/g), ([, name = '', value = '']) => [
      name.toLowerCase(),
      decode(value),
    ]),
  )

const ENTITIES: Readonly<Record<string, string>> = { '#39': "'", amp: '&', gt: '>', lt: '<', nbsp: ' ', quot: '"' }

const decode = (text: string): string =>
  text.replace(/&(#39|amp|gt|lt|nbsp|quot);/g, (_all, name: string) => ENTITIES[name] ?? '')
