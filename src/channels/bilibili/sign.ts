import { createHash, createHmac } from 'node:crypto'

export interface SignArgs {
  appSecret: string
  /** Empty for a GET and for a form with a file. */
  body: string
  clientId: string
  nonce: string
  now: Date
}

/**
 * The headers by which Bilibili knows an app (open.bilibili.com/doc, signatures, version 2.0).
 *
 * HMAC-SHA256 over `name:value` of the x-bili headers, sorted by name, one a line. Good for ten minutes; a nonce is taken once.
 */
export function signHeaders({ appSecret, body, clientId, nonce, now }: SignArgs): Record<string, string> {
  const headers = {
    'x-bili-accesskeyid': clientId,
    'x-bili-content-md5': createHash('md5').update(body).digest('hex'),
    'x-bili-signature-method': 'HMAC-SHA256',
    'x-bili-signature-nonce': nonce,
    'x-bili-signature-version': '2.0',
    'x-bili-timestamp': String(Math.floor(now.getTime() / 1_000)),
  }
  const text = Object.entries(headers)
    .map(([name, value]) => `${name}:${value}`)
    .join('\n')

  return { ...headers, authorization: createHmac('sha256', appSecret).update(text).digest('hex') }
}
