const FAMILY = 'Noto Sans SC'

/** The `@font-face` rules of our Chinese typeface with absolute addresses, for documents that do not have our styles; read once. */
export const ourFaces = (): string => (read ??= readFaces())

let read: string | undefined

const readFaces = (): string =>
  [...document.styleSheets]
    .flatMap((sheet) => rulesOf(sheet).map((rule) => ({ base: sheet.href ?? document.baseURI, rule })))
    .filter(({ rule }) => rule instanceof CSSFontFaceRule && rule.cssText.includes(FAMILY))
    .map(({ base, rule }) =>
      rule.cssText.replace(/url\("?([^")]+)"?\)/g, (_all, url: string) => `url("${new URL(url, base).href}")`),
    )
    .join('')

/** Sheets of other origins keep their rules to themselves. */
function rulesOf(sheet: CSSStyleSheet): CSSRule[] {
  try {
    return [...sheet.cssRules]
  } catch {
    return []
  }
}
