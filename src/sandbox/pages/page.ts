import type { Locale } from '../../domain/content.ts'
import type { Markup } from './markup.ts'
import { html } from './markup.ts'
import { TEXTS } from './texts.ts'

/** What every page needs to know. */
export interface PageContext {
  /** Where the router is mounted, such as `/sandbox`. */
  base: string
  locale: Locale
  now: Date
  /** This page's own path below `base`. */
  path: string
}

/** The address of another page in the same language. */
export const link = ({ base, locale }: PageContext, path: string): string => `${base}${path}?lang=${locale}`

/** A whole page around its changing part, which the script keeps up to date. */
export function page(
  context: PageContext,
  { content, title, version }: { content: Markup; title: string; version: string },
): string {
  const { base, locale, path } = context
  const texts = TEXTS[locale]
  const other: Locale = locale === 'zh' ? 'en' : 'zh'

  return html`<!doctype html>
    <html lang="${locale === 'zh' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} · ${texts.title}</title>
        <link rel="icon" href="${base}/assets/mark.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="${base}/assets/fonts/index.css" />
        <link rel="stylesheet" href="${base}/assets/sandbox.css" />
        <script src="${base}/assets/live.js" defer></script>
      </head>
      <body>
        <header class="top">
          <a class="brand" href="${link(context, '/')}">
            <img alt="" src="${base}/assets/mark.svg" width="30" height="30" />
            <span>Drumbeat<b>${locale === 'zh' ? '沙盒' : 'Sandbox'}</b></span>
          </a>
          <p class="banner">${texts.banner}</p>
          <a class="language" href="${link({ ...context, locale: other }, path)}" hreflang="${other}">${texts.other}</a>
        </header>
        <main data-live data-version="${version}">${content}</main>
      </body>
    </html>`.source
}
