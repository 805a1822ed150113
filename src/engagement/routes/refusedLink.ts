import type { RouteRequest, RouteResponse } from '../../domain/http.ts'
import { labelsOfReason, reason, type ReasonCode } from '../../domain/reasons/reason.ts'
import { routeProblem } from '../../domain/reasons/routeProblem.ts'
import type { LinkRefusal } from '../../domain/shortLink.ts'

interface Explanation {
  code: ReasonCode
  status: number
  title: string
  zhTitle: string
}

const EXPLANATIONS: Record<LinkRefusal, Explanation> = {
  disabled: { code: 'LINK_DISABLED', status: 410, title: 'This link is switched off', zhTitle: '链接已停用' },
  expired: { code: 'LINK_EXPIRED', status: 410, title: 'This link has expired', zhTitle: '链接已过期' },
  unknown: { code: 'LINK_UNKNOWN', status: 404, title: 'There is no such link', zhTitle: '链接不存在' },
  unsafe: { code: 'LINK_UNSAFE', status: 410, title: 'This link cannot be followed', zhTitle: '链接无法打开' },
}

/** Tells why a short link leads nowhere: a page in both languages for browsers, a problem document for programs. */
export function refuseLink(refusal: LinkRefusal, { header }: Pick<RouteRequest, 'header'>): RouteResponse {
  const { code, status, title, zhTitle } = EXPLANATIONS[refusal]
  const detail = labelsOfReason(reason(code))

  if (header('accept')?.includes('text/html') !== true) {
    return routeProblem(code, { status, title })
  }

  return {
    body: `<!doctype html>
<html lang="zh">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${zhTitle} · ${title}</title>
<style>
  :root { color-scheme: light dark }
  body { display: grid; font: 1rem/1.6 system-ui, sans-serif; margin: 0; min-height: 100vh; place-content: center; text-align: center }
  h1 { font-size: 1.5rem; margin: 0 }
  p { margin: .25rem 1rem 1.5rem; opacity: .75 }
</style>
<main>
  <h1>${zhTitle}</h1>
  <p>${detail.zh}</p>
  <h1 lang="en">${title}</h1>
  <p lang="en">${detail.en}</p>
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
