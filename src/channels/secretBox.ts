import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

import { ConfigurationError } from '../domain/errors.ts'
import type { RotatingBox } from '../domain/secretBox.ts'

const ALGORITHM = 'aes-256-gcm'
const IV_BYTES = 12
const KEY_BYTES = 32
const KEY_ID_BYTES = 4
const TAG_BYTES = 16

interface Key {
  id: string
  key: Uint8Array
}

export interface SecretBoxOptions {
  /** Secrets of before a rotation. */
  oldSecrets?: readonly string[]
  secret: string
}

/**
 * Seals texts with AES-256-GCM under a key derived (HKDF-SHA-256) from the installation's secret.
 *
 * A sealed text reads `v2.<key id>.<base64url of iv, tag and cipher text>`; version and key id are authenticated with it. The id is derived from the secret
 * and tells nothing of it. `v1` of before has no id: each key is tried. Opening without the key, or a text that was changed, throws a
 * `ConfigurationError` that names the key's id and nothing else.
 */
export function createSecretBox({ oldSecrets = [], secret }: SecretBoxOptions): RotatingBox {
  const current = deriveKey(secret)
  const keys = [current, ...oldSecrets.map(deriveKey)]

  return {
    isCurrent: (sealed) => sealed.startsWith(`v2.${current.id}.`),
    open(sealed) {
      const parts = sealed.split('.')

      if (parts[0] === 'v1' && parts.length === 2) {
        return openWithAny(keys, parts[1] ?? '')
      }

      const [version, id = '', packed = ''] = parts

      if (version !== 'v2' || parts.length !== 3) {
        throw new ConfigurationError('A stored credential is not in a form that can be opened; enter it again.')
      }

      const known = keys.find((key) => key.id === id)

      if (known === undefined) {
        throw lost(id)
      }

      return decrypt({ aad: `v2.${id}`, key: known.key, packed })
    },
    seal(plain) {
      const aad = `v2.${current.id}`
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv(ALGORITHM, current.key, iv)

      cipher.setAAD(Buffer.from(aad))

      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])

      return `${aad}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`
    },
  }
}

const deriveKey = (secret: string): Key => ({
  id: Buffer.from(hkdfSync('sha256', secret, 'drumbeat', 'credentials key id', KEY_ID_BYTES)).toString('hex'),
  key: new Uint8Array(hkdfSync('sha256', secret, 'drumbeat', 'credentials v1', KEY_BYTES)),
})

function openWithAny(keys: readonly Key[], packed: string): string {
  for (const { key } of keys) {
    try {
      return decrypt({ aad: 'v1', key, packed })
    } catch (error) {
      if (!(error instanceof ConfigurationError)) {
        throw error
      }
    }
  }

  throw lost()
}

function decrypt({ aad, key, packed }: { aad: string; key: Uint8Array; packed: string }): string {
  const bytes = Buffer.from(packed, 'base64url')

  if (bytes.length < IV_BYTES + TAG_BYTES) {
    throw new ConfigurationError('A stored credential is cut short; enter it again.')
  }

  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES))

  decipher.setAAD(Buffer.from(aad))
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))

  try {
    return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
  } catch (cause) {
    throw new ConfigurationError('A stored credential was changed outside of Drumbeat; enter it again.', { cause })
  }
}

const lost = (id?: string): ConfigurationError =>
  new ConfigurationError(
    `A stored credential was sealed with another secret${id === undefined ? '' : ` (key ${id})`}: name that secret in CREDENTIALS_OLD_SECRETS, or enter the credential again.`,
  )
