import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto'

import type { CallbackRequest } from '../../domain/channelCallback.ts'
import { SECOND } from '../../domain/duration.ts'
import { UnauthorizedError } from '../../domain/errors.ts'
import { readXml, type XmlValue } from './readXml.ts'

/** What stands on the platform's page for callbacks. */
export interface MessageKeys {
  /** The account's own id, which ends each message: the appId, or the corpId of WeCom. */
  appId: string
  /** 43 characters; needed for the encrypted mode. */
  encodingAesKey?: string
  token: string
}

export interface OpenedMessage {
  /** What the platform wants to hear when it asks whether the address is ours; null for a message. */
  echo: string | null
  message: Record<string, XmlValue>
  signedAt: Date
}

const BLOCK_BYTES = 32
const LENGTH_BYTES = 4
const RANDOM_BYTES = 16

/**
 * Verifies and opens what WeChat and WeCom call back with, plain or encrypted.
 *
 * Plain: `signature` = SHA-1 over the sorted token, timestamp and nonce. Encrypted: `msg_signature` over these and the ciphertext, AES-256-CBC, PKCS#7 to 32 bytes,
 * and the account's id at the end of the plain text. With an `encodingAesKey` only the encrypted mode is taken, so that nobody can leave the encryption out. Throws an `UnauthorizedError`.
 * Source: developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html
 */
export function openMessage(keys: MessageKeys, { body, method, query }: CallbackRequest): OpenedMessage {
  const timestamp = query.get('timestamp') ?? ''
  const nonce = query.get('nonce') ?? ''
  const signedAt = new Date(Number(/^\d{1,12}$/.test(timestamp) ? timestamp : NaN) * SECOND)
  const verify = (name: string, ...parts: string[]): void => {
    if (!isSame(query.get(name) ?? '', sign(keys.token, timestamp, nonce, ...parts))) {
      throw new UnauthorizedError('The signature is not that of the platform.')
    }
  }

  if (method === 'GET') {
    const echo = query.get('echostr') ?? ''

    // An official account shows the echo plainly even in the encrypted mode, WeCom never does.
    if (query.has('msg_signature')) {
      verify('msg_signature', echo)

      return { echo: decrypt(keys, echo), message: {}, signedAt }
    }

    verify('signature')

    return { echo, message: {}, signedAt }
  }

  const xml = Buffer.from(body).toString('utf8')

  if (keys.encodingAesKey === undefined) {
    verify('signature')

    return { echo: null, message: readXml(xml), signedAt }
  }

  // Anybody may have sent it: nothing is read before the signature but what it is made over.
  const encrypted = findEncrypted(xml)

  verify('msg_signature', encrypted)

  return { echo: null, message: readXml(decrypt(keys, encrypted)), signedAt }
}

const [OPEN, CLOSE] = ['<Encrypt>', '</Encrypt>']
const [CDATA, CDATA_END] = ['<![CDATA[', ']]>']

/** The ciphertext of a message; empty where none stands in it. Searches and never parses, so its time grows with the length alone. */
function findEncrypted(xml: string): string {
  const start = xml.indexOf(OPEN)
  const end = start < 0 ? -1 : xml.indexOf(CLOSE, start)

  if (end < 0) {
    return ''
  }

  const inner = xml.slice(start + OPEN.length, end).trim()

  return inner.startsWith(CDATA) && inner.endsWith(CDATA_END)
    ? inner.slice(CDATA.length, -CDATA_END.length).trim()
    : inner
}

export interface SealMessageArgs {
  keys: MessageKeys & { encodingAesKey: string }
  message: string
  nonce: string
  /** In seconds. */
  timestamp: string
}

/** Makes what the platform would send, or takes as an encrypted reply. */
export function sealMessage({ keys, message, nonce, timestamp }: SealMessageArgs): { body: string; signature: string } {
  const key = keyOf(keys)
  const text = Buffer.from(message)
  const length = Buffer.alloc(LENGTH_BYTES)

  length.writeUInt32BE(text.length)

  const plain = Buffer.concat([randomBytes(RANDOM_BYTES), length, text, Buffer.from(keys.appId)])
  const missing = BLOCK_BYTES - (plain.length % BLOCK_BYTES)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const encrypted = Buffer.concat([
    cipher.update(Buffer.concat([plain, Buffer.alloc(missing, missing)])),
    cipher.final(),
  ]).toString('base64')

  return {
    body: `<xml><ToUserName><![CDATA[${keys.appId}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
    signature: sign(keys.token, timestamp, nonce, encrypted),
  }
}

/** SHA-1 in hex over the parts in the order of their characters; what the platform prescribes. */
export const sign = (...parts: string[]): string => createHash('sha1').update(parts.sort().join('')).digest('hex')

function decrypt(keys: MessageKeys, encrypted: string): string {
  const key = keyOf(keys)
  const bytes = Buffer.from(encrypted, 'base64')

  if (bytes.length === 0 || bytes.length % 16 !== 0) {
    throw unreadable()
  }

  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()])
  const padding = padded.at(-1) ?? 0
  const plain = padded.subarray(0, padded.length - (padding >= 1 && padding <= BLOCK_BYTES ? padding : 0))
  const start = RANDOM_BYTES + LENGTH_BYTES
  const end = plain.length < start ? -1 : start + plain.readUInt32BE(RANDOM_BYTES)

  if (end < start || end > plain.length || plain.subarray(end).toString('utf8') !== keys.appId) {
    throw unreadable()
  }

  return plain.subarray(start, end).toString('utf8')
}

const keyOf = ({ encodingAesKey = '' }: MessageKeys): Buffer => {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64')

  if (key.length !== 32) {
    throw unreadable()
  }

  return key
}

const unreadable = () => new UnauthorizedError('The message cannot be opened with the key of this channel.')

const isSame = (one: string, other: string): boolean => {
  const [left, right] = [one, other].map((text) => createHash('sha256').update(text).digest())

  return left !== undefined && right !== undefined && timingSafeEqual(left, right)
}
