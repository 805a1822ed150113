import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

import { ConfigurationError } from '../domain/errors.ts'
import type { SecretBox } from '../domain/secretBox.ts'

const ALGORITHM = 'aes-256-gcm'
const IV_BYTES = 12
const KEY_BYTES = 32
const TAG_BYTES = 16
const VERSION = 'v1'

/**
 * Seals texts with AES-256-GCM under a key derived (HKDF-SHA-256) from the installation's secret.
 *
 * A sealed text reads `v1.<base64url of iv, tag and cipher text>`; the version is authenticated with it, so a later
 * form can be added without guessing. Opening with another secret, or a text that was changed, throws a
 * `ConfigurationError` that names neither.
 */
export function createSecretBox({ secret }: { secret: string }): SecretBox {
  const key = new Uint8Array(hkdfSync('sha256', secret, 'drumbeat', `credentials ${VERSION}`, KEY_BYTES))

  return {
    open(sealed) {
      const [version, packed] = sealed.split('.')
      const bytes = Buffer.from(packed ?? '', 'base64url')

      if (version !== VERSION || bytes.length < IV_BYTES + TAG_BYTES) {
        throw new ConfigurationError('A stored credential is not in a form that can be opened; enter it again.')
      }

      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES))

      decipher.setAAD(Buffer.from(VERSION))
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))

      try {
        return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      } catch (cause) {
        throw new ConfigurationError(
          'A stored credential was sealed with another PAYLOAD_SECRET; restore that secret or enter the credential again.',
          { cause },
        )
      }
    },
    seal(plain) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv(ALGORITHM, key, iv)

      cipher.setAAD(Buffer.from(VERSION))

      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])

      return `${VERSION}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`
    },
  }
}
