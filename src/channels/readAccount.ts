import { type ChannelAccount, CHANNEL_MODES } from '../domain/channelAdapter.ts'
import type { SecretBox } from '../domain/secretBox.ts'
import { isRecord, textOf } from './richText/richTextNode.ts'
import { idOf, type RawDocument } from './snapshot/mediaSnapshot.ts'

/**
 * Reads a document of `channels`, raw or from Payload, and opens its credentials.
 *
 * Throws a `ConfigurationError` when a credential was sealed with another secret. A mode that nobody knows pauses.
 */
export function readAccount(document: RawDocument, secrets: Pick<SecretBox, 'open'>): ChannelAccount {
  return { ...readPublicAccount(document), credentials: openCredentials(document['credentials'], secrets) }
}

/** The same without its secrets: enough to render, to validate and to show. */
export const readPublicAccount = (document: RawDocument): ChannelAccount => ({
  credentials: {},
  id: idOf(document) ?? '',
  kind: textOf(document['kind']),
  limits: isRecord(document['limits']) ? document['limits'] : {},
  mode: CHANNEL_MODES.find((mode) => mode === document['mode']) ?? 'paused',
  name: textOf(document['name']),
  settings: isRecord(document['settings']) ? document['settings'] : {},
  slug: textOf(document['slug']),
  timeZone: textOf(document['timeZone']) || 'Asia/Shanghai',
})

function openCredentials(value: unknown, secrets: Pick<SecretBox, 'open'>): Record<string, string> {
  const sealed = Object.entries(isRecord(value) ? value : {}).filter(([, text]) => typeof text === 'string')

  return Object.fromEntries(sealed.map(([name, text]) => [name, secrets.open(text as string)]))
}
