import type { Finding } from '../channelAdapter.ts'
import { type ChannelContent, DEFAULT_LOCALE, type RenderedContent } from '../content.ts'
import { reason } from '../reasons/reason.ts'
import { type Commerce, isCommercial } from './commerce.ts'

/** What one channel is about to say, and the business behind it. */
export interface JudgedContent {
  commerce: Commerce
  rendered: RenderedContent
}

/**
 * Whether what a channel will show is advertising that must be labelled.
 *
 * Internet Advertising Measures (in force since 2023-05-01), article 9: knowledge, experiences and reviews that want to sell and show a way to
 * buy (a link, a mini program, a code, a product) are to be marked 广告. What is declared to be advertising is, with or without it.
 */
export const isAd = ({ commerce, rendered }: JudgedContent): boolean =>
  isCommercial(commerce) && (commerce.declared === 'ad' || hasWayToBuy({ commerce, rendered }))

/** What is missing before an advertisement may go out; nothing for all else. */
export const findMissingAdLabel = (judged: JudgedContent): Finding[] =>
  isAd(judged) && !hasAdLabel(judged.rendered)
    ? [{ ...reason('AD_LABEL_MISSING', { path: 'text', values: { label: AD_LABEL } }), severity: 'error' }]
    : []

export interface JudgedTranslations {
  commerce: Commerce
  content: Pick<ChannelContent, 'post' | 'variant'>
}

/**
 * The same of what a channel that is pulled gives to readers of other languages, each language for itself.
 *
 * Those get the post's own words; of the variant only the first comment.
 */
export const findUnlabelledTranslations = ({ commerce, content }: JudgedTranslations): Finding[] =>
  Object.entries(content.post.locales)
    .filter(([locale]) => locale !== DEFAULT_LOCALE)
    .filter(([, { excerpt, html, text, title }]) => {
      const { firstComment } = content.variant ?? {}
      // Without a body a post speaks by its excerpt, in every language.
      const judged = { commerce, rendered: { firstComment, html, text: text || excerpt, title } }

      return isAd(judged) && !hasAdLabel(judged.rendered)
    })
    .map(([language]) => ({
      ...reason('AD_LABEL_TRANSLATION', { path: 'text', values: { label: AD_LABEL, language } }),
      severity: 'error',
    }))

/** What the law wants to be read. */
export const AD_WORD = '广告'

export const AD_LABEL = `【${AD_WORD}】`

/** Adapters name what they say by these; a first comment counts as a way to buy, but a label there is not seen. */
const LABEL_PARTS = ['title', 'text', 'content', 'html'] as const
const SELLING_PARTS = [...LABEL_PARTS, 'contentSourceUrl', 'firstComment', 'link'] as const

/** Pictures have addresses too: those are no links. */
const PICTURES = /<(?:img|video|source)\b[^>]*>/gi
const TAGS = /<[^>]*>/g
/** Also the variables that stand for such things while a text is written. */
const WAY_TO_BUY = /https?:\/\/|小程序|mini[ -]?program|\{\{\s*(?:code|link)\s*\}\}/i

function hasWayToBuy({ commerce, rendered }: JudgedContent): boolean {
  const words = partsOf(rendered, SELLING_PARTS).map((part) => part.replace(PICTURES, ' '))

  return words.some(
    (part) => WAY_TO_BUY.test(part) || commerce.codes.some((code) => part.toLowerCase().includes(code.toLowerCase())),
  )
}

/** 广告 as a mark of its own, such as 【广告】, #广告 or 广告｜…, and not inside a sentence. */
const CHINESE_LABEL =
  /(?:^|[\s【[［（(「『《<#｜|·•:：/／、，,。!！-])广告(?=$|[\s】\]］）)」』》>#｜|·•:：/／、，,。!！-])/m
/** At the beginning of a line, in brackets, or as a hashtag. */
const ENGLISH_LABEL = /(?:^|[[(#【])\s*(?:ad|advertisement|sponsored)(?=$|[\s\])】·:,.|])/im
const HAN = /\p{Script=Han}/u

/** Words without a Chinese character may say it in English. */
function hasAdLabel(rendered: RenderedContent): boolean {
  const words = partsOf(rendered, LABEL_PARTS)
    .map((part) => part.replace(TAGS, '\n'))
    .join('\n')

  return CHINESE_LABEL.test(words) || (!HAN.test(words) && ENGLISH_LABEL.test(words))
}

/** What a post says; what its channel adds to every post (`footer`), such as the way out of a mailing list, is no word of the post. */
function partsOf(rendered: RenderedContent, names: readonly string[]): string[] {
  const footers = Object.values(isRecord(rendered['footer']) ? rendered['footer'] : {}).filter(isFilled)

  return names
    .map((name) => rendered[name])
    .filter(isFilled)
    .map((part) => footers.reduce(withoutLast, part))
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isFilled = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** A channel adds its own below what a post says, and a post may say the same above. */
function withoutLast(text: string, footer: string): string {
  const at = text.lastIndexOf(footer)

  return at === -1 ? text : text.slice(0, at) + text.slice(at + footer.length)
}
