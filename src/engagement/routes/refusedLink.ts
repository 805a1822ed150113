import type { RouteRequest, RouteResponse } from '../../domain/http.ts'
import { problemResponse } from '../../domain/http.ts'
import type { LinkRefusal } from '../../domain/shortLink.ts'

interface Explanation {
  detail: string
  status: number
  title: string
  zh: { detail: string; title: string }
}

const EXPLANATIONS: Record<LinkRefusal, Explanation> = {
  disabled: {
    detail: 'Whoever made this link has switched it off.',
    status: 410,
    title: 'This link is switched off',
    zh: { detail: '链接的创建者已将它停用。', title: '链接已停用' },
  },
  expired: {
    detail: 'The time this link was made for is over.',
    status: 410,
    title: 'This link has expired',
    zh: { detail: '这个链接的有效期已过。', title: '链接已过期' },
  },
  unknown: {
    detail: 'Please check that the address is complete.',
    status: 404,
    title: 'There is no such link',
    zh: { detail: '请检查网址是否完整。', title: '链接不存在' },
  },
  unsafe: {
    detail: 'It leads to an address that is neither http nor https.',
    status: 410,
    title: 'This link cannot be followed',
    zh: { detail: '它指向的地址不是 http 或 https 网址。', title: '链接无法打开' },
  },
}

/** Tells why a short link leads nowhere: a page in both languages for browsers, a problem document for programs. */
export function refuseLink(reason: LinkRefusal, { header }: Pick<RouteRequest, 'header'>): RouteResponse {
  const { detail, status, title, zh } = EXPLANATIONS[reason]

  if (header('accept')?.includes('text/html') !== true) {
    return problemResponse({ code: `LINK_${reason.toUpperCase()}`, detail, status, title })
  }

  return {
    body: `<!doctype html>
<html lang="zh">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${zh.title} · ${title}</title>
<style>
  :root { color-scheme: light dark }
  body { display: grid; font: 1rem/1.6 system-ui, sans-serif; margin: 0; min-height: 100vh; place-content: center; text-align: center }
  h1 { font-size: 1.5rem; margin: 0 }
  p { margin: .25rem 1rem 1.5rem; opacity: .75 }
</style>
<main>
  <h1>${zh.title}</h1>
  <p>${zh.detail}</p>
  <h1 lang="en">${title}</h1>
  <p lang="en">${detail}</p>
</main>
`,
    headers: {
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'content-type': 'text/html; charset=utf-8',
      'x-robots-tag': 'noindex',
    },
    status,
  }
}
