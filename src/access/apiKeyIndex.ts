import { createHmac } from 'node:crypto'

/** The values under which Payload may have filed a key: by SHA-256 now, by SHA-1 before 3.46. */
export const apiKeyIndexes = ({ key, secret }: { key: string; secret: string }): [string, string] => [
  createHmac('sha256', secret).update(key).digest('hex'),
  createHmac('sha1', secret).update(key).digest('hex'),
]
