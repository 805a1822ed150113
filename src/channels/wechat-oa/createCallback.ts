import type { ChannelAccount } from '../../domain/channelAdapter.ts'
import type { CallbackResult, ChannelCallback, ChannelEvent } from '../../domain/channelCallback.ts'
import { textOf } from '../richText/richTextNode.ts'
import { openMessage } from '../wechat/messageCrypto.ts'
import { textAt, type XmlValue } from '../wechat/readXml.ts'
import { type JobResult, resultOfJob, resultOfMassJob } from './jobResult.ts'

/**
 * Takes what WeChat pushes, plain or encrypted: PUBLISHJOBFINISH and MASSSENDJOBFINISH tell the end of what was accepted.
 *
 * Everything else (messages of followers, menu clicks) is thanked for and forgotten. The echo answers the question whether the address is ours.
 */
export function createCallback({
  credentials,
  settings,
}: Pick<ChannelAccount, 'credentials' | 'settings'>): ChannelCallback {
  const encodingAesKey = credentials['encodingAesKey'] ?? ''
  const keys = {
    appId: textOf(settings['appId']),
    token: credentials['token'] ?? '',
    ...(encodingAesKey !== '' && { encodingAesKey }),
  }

  return (request): CallbackResult => {
    const { echo, message, signedAt } = openMessage(keys, request)

    return {
      answer: {
        body: echo ?? 'success',
        headers: { 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' },
        status: 200,
      },
      events: eventsOf(message),
      signedAt,
    }
  }
}

function eventsOf(message: Record<string, XmlValue>): ChannelEvent[] {
  switch (textAt(message, 'Event')) {
    case 'MASSSENDJOBFINISH': {
      const msgId = textAt(message, 'MsgID') || textAt(message, 'MsgId')
      const status = textAt(message, 'Status')
      const url = textAt(firstOf(message, 'ArticleUrlResult', 'ResultList', 'item'), 'ArticleUrl')

      return eventOf(`mass-${msgId}-${status}`, msgId, resultOfMassJob({ msgId, status, url }))
    }
    case 'PUBLISHJOBFINISH': {
      const publishId = textAt(message, 'PublishEventInfo', 'publish_id')
      const status = textAt(message, 'PublishEventInfo', 'publish_status')
      const result = resultOfJob({
        articleId: textAt(message, 'PublishEventInfo', 'article_id'),
        status,
        url: textAt(firstOf(message, 'PublishEventInfo', 'article_detail', 'item'), 'article_url'),
      })

      return eventOf(`publish-${publishId}-${status}`, publishId, result)
    }
    default:
      return []
  }
}

const eventOf = (id: string, remoteId: string, result: JobResult): ChannelEvent[] =>
  remoteId === '' || result === null ? [] : [{ id, remoteId, result }]

/** The first of what may stand several times below `path`. */
function firstOf(xml: XmlValue, ...path: string[]): XmlValue | undefined {
  const [name, ...rest] = path
  const one = Array.isArray(xml) ? xml[0] : xml

  if (name === undefined || one === undefined) {
    return one
  }

  return typeof one === 'object' && !Array.isArray(one) && name in one ? firstOf(one[name] ?? '', ...rest) : undefined
}
