import { hkdfSync } from 'node:crypto'

/** What the adapter shows to the sandbox of the same installation; both derive it from the secret that they share. */
export const sandboxToken = (secret: string): string =>
  Buffer.from(hkdfSync('sha256', secret, 'drumbeat', 'sandbox v1', 32)).toString('base64url')
