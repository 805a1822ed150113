import type { ChannelLimits, Finding } from '../../domain/channelAdapter.ts'
import type { ReasonValues } from '../../domain/reasons/fillText.ts'
import { reason, type ReasonCode } from '../../domain/reasons/reason.ts'
import { countParts, type PartCount } from '../../domain/writing/countParts.ts'
import { findBreaches, findOversize } from '../findLimitBreaches.ts'
import { NAME } from './callWechat.ts'
import type { WechatArticle } from './renderArticle.ts'
import { fillImages } from './toWechatHtml.ts'

/** As long as the addresses that WeChat gives to pictures, so that the text is counted as it will leave. */
const AN_ADDRESS = `https://mmbiz.qpic.cn/${'x'.repeat(140)}`

/** How much of WeChat's limits an article uses. */
export const measureArticle = (article: WechatArticle, limits: ChannelLimits): PartCount[] =>
  countParts({
    excerpt: article.digest,
    images: isPictureMessage(article) ? article.images.length : 0,
    limits,
    text: contentOf(article),
    title: article.title,
  })

/** What WeChat would refuse about an article, and what it would leave out. */
export function findArticleProblems(article: WechatArticle, limits: ChannelLimits): Finding[] {
  return [
    ...findBreaches(measureArticle(article, limits)),
    ...findOversize(contentOf(article), limits),
    ...(isPictureMessage(article) && article.images.length === 0 ? [finding('IMAGE_MISSING', 'media', 'error')] : []),
    ...(!isPictureMessage(article) && article.coverId === null ? [finding('COVER_MISSING', 'cover', 'error')] : []),
    ...(article.leftOutLinks.length > 0
      ? [finding('LINKS_LEFT_OUT', 'text', 'warning', { count: article.leftOutLinks.length })]
      : []),
  ]
}

const contentOf = ({ content }: WechatArticle): string => fillImages(content, () => AN_ADDRESS)

const isPictureMessage = ({ articleType }: WechatArticle): boolean => articleType === 'newspic'

const finding = (
  code: ReasonCode,
  path: string,
  severity: Finding['severity'],
  values: ReasonValues = {},
): Finding => ({ ...reason(code, { path, values: { channel: NAME, ...values } }), severity })
