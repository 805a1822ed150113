import type { Finding } from '../channelAdapter.ts'
import { TEXT_UNITS } from '../channelManifest.ts'
import type { Labels } from '../labels.ts'
import { fillText, languageOf, type ReasonValues } from '../reasons/fillText.ts'
import type { Fix, FixAct, VariantChange } from './fix.ts'
import { LINK as ADDRESS } from './links.ts'
import { isWebUrl } from '../webUrl.ts'
import { countText } from '../textLength.ts'
import { isVariableAddress, replaceMarkdownLinks } from './linkAddress.ts'
import { shorten } from './shorten.ts'

/** What a channel would say of a post, as it is written: variables are not filled in. */
export interface Draft {
  firstComment: string
  media: readonly { id: string; mimeType: string }[]
  mentions: readonly string[]
  text: string
  title: string
  topics: readonly string[]
}

export interface SuggestFixesArgs {
  draft: Draft
  /** Puts the values of variables in. */
  fill: (text: string) => string
  finding: Finding
  /** Whether the finding is gone once this is put into the variant. */
  isFixedBy: (change: VariantChange) => boolean
  language: string
}

/** What would make a finding go away, the mildest first; only what was tried and does. */
export function suggestFixes({ language, ...args }: SuggestFixesArgs): Fix[] {
  const values: ReasonValues = { unit: 'utf8-byte', ...args.finding.values }

  return proposalsFor(args)
    .filter(({ change }) => args.isFixedBy(change))
    .map(({ act, change, kept, says }) => ({
      act,
      change,
      label: fillText(says, { ...values, ...(kept !== undefined && { kept }) }, languageOf(language)),
    }))
}

interface Proposal {
  act: FixAct
  change: VariantChange
  kept?: number
  says: Labels
}

type ProposeArgs = Omit<SuggestFixesArgs, 'language'>

function proposalsFor(args: ProposeArgs): Proposal[] {
  const { draft, finding } = args
  const max = Number(finding.values?.['max'] ?? 0)

  switch (finding.code) {
    case 'AD_LABEL_MISSING':
      return addLabel(args)
    case 'BODY_TOO_LARGE':
    case 'CAPTION_TOO_LONG':
    case 'TEXT_TOO_LONG':
      return [...dropMentions(draft), ...dropLinks(draft), ...dropTopicsThatFit(args), ...cut('text', args)]
    case 'FIRST_COMMENT_LEFT_OUT':
      return moveComment(draft)
    case 'FIRST_COMMENT_TOO_LONG':
      return cut('firstComment', args)
    case 'HASH_TOPIC_REFUSED':
      return [{ act: 'drop-topics', change: { text: withoutHashes(draft.text) }, says: TEXTS.unhash }]
    case 'LINK_LEADS_NOWHERE':
      return keepWords(args)
    case 'MEDIA_MIXED':
      return [...keepMedia(draft, 'video/', 0), ...keepMedia(draft, 'image/', 0)]
    case 'TITLE_TOO_LONG':
      return cut('title', args)
    case 'TOO_MANY_IMAGES':
      return keepMedia(draft, 'image/', max)
    case 'TOO_MANY_MEDIA':
      return keepMedia(draft, '', max)
    case 'TOO_MANY_TOPICS':
      return keepTopics(draft, max)
    case 'TOO_MANY_VIDEOS':
      return keepMedia(draft, 'video/', max)
    case 'VARIABLE_KOL_EMPTY':
      return dropPartner(args)
    case 'VARIABLE_LINK_EMPTY':
      return without(draft, LINK, 'drop-links', TEXTS.links)
    default:
      return []
  }
}

const TEXTS = {
  labelText: { en: 'Begin the text with {{label}}', zh: '在正文开头加上{{label}}' },
  labelTitle: { en: 'Begin the title with {{label}}', zh: '在标题开头加上{{label}}' },
  linkWords: { en: 'Keep only the words', zh: '只保留文字' },
  links: { en: 'Remove the links', zh: '去掉链接' },
  media: { en: 'Keep {{kept}} of the media', zh: '保留 {{kept}} 个素材' },
  mentions: { en: 'Remove the mentions', zh: '去掉提及' },
  moveComment: { en: 'Put it at the end of the text', zh: '放到正文末尾' },
  shorten: { en: 'Shorten to {{max}} {{unit}}', zh: '缩短到 {{max}} {{unit}}' },
  topics: { en: 'Keep {{kept}} topics', zh: '只保留 {{kept}} 个话题' },
  unhash: { en: 'Write the topics without #', zh: '去掉话题的 # 号' },
} satisfies Record<string, Labels>

const moveComment = ({ firstComment, text }: Draft): Proposal[] => [
  {
    act: 'move-comment',
    change: { firstComment: '', text: [text, firstComment].filter((part) => part !== '').join('\n\n') },
    says: TEXTS.moveComment,
  },
]

/** A title leaves the body as it is laid out; not every channel shows one. */
function addLabel({ draft: { text, title }, finding }: ProposeArgs): Proposal[] {
  const label = String(finding.values?.['label'] ?? '')

  return [
    { act: 'add-label', change: { title: label + title }, says: TEXTS.labelTitle },
    { act: 'add-label', change: { text: label + text }, says: TEXTS.labelText },
  ]
}

function cut(part: 'firstComment' | 'text' | 'title', { draft, fill, finding, isFixedBy }: ProposeArgs): Proposal[] {
  const max = Number(finding.values?.['max'] ?? 0)
  const unit = TEXT_UNITS.find((known) => known === finding.values?.['unit'])
  const short = shorten({
    // A title stands alone and is counted as it is; a text stands among other things, and only rendering tells.
    fits: (text) =>
      part === 'text' || unit === undefined ? isFixedBy({ [part]: text }) : countText(fill(text), unit) <= max,
    most: max,
    text: draft[part],
  })

  return short === null ? [] : [{ act: 'shorten', change: { [part]: short }, says: TEXTS.shorten }]
}

const dropMentions = ({ mentions }: Draft): Proposal[] =>
  mentions.length === 0 ? [] : [{ act: 'drop-mentions', change: { mentions: [] }, says: TEXTS.mentions }]

function dropLinks({ text }: Draft): Proposal[] {
  const without = tidy(dropMarkdownLinks(text, LINKS).replace(LINKS, ''))

  // An empty text would bring the post's own back.
  return without === '' || without === text ? [] : [{ act: 'drop-links', change: { text: without }, says: TEXTS.links }]
}

/** As many topics as leave room for the text; one at least, because none would bring the post's own back. */
function dropTopicsThatFit({ draft, isFixedBy }: ProposeArgs): Proposal[] {
  if (draft.topics.length < 2 || !isFixedBy({ topics: draft.topics.slice(0, 1) })) {
    return []
  }

  for (let kept = draft.topics.length - 1; kept > 0; kept -= 1) {
    if (isFixedBy({ topics: draft.topics.slice(0, kept) })) {
      return keepTopics(draft, kept)
    }
  }

  return []
}

/** What a channel makes of the post's body has no dead links, but for those that hang on a variable in Markdown. */
function keepWords({ draft: { text }, fill }: ProposeArgs): Proposal[] {
  const kept = replaceMarkdownLinks(text, ({ address, whole, words }) =>
    isVariableAddress(address) && !isWebUrl(fill(address)) ? words : whole,
  )

  return kept === '' ? [] : [{ act: 'drop-links', change: { text: kept }, says: TEXTS.linkWords }]
}

const keepTopics = ({ topics }: Draft, kept: number): Proposal[] =>
  kept === 0 ? [] : [{ act: 'drop-topics', change: { topics: topics.slice(0, kept) }, kept, says: TEXTS.topics }]

/** The first so many of one type (of all, where it is empty), and all of the others; something must be left, because nothing would bring the post's own back. */
function keepMedia({ media }: Draft, type: '' | 'image/' | 'video/', most: number): Proposal[] {
  const dropped = new Set(media.filter(({ mimeType }) => mimeType.startsWith(type)).slice(most))
  const kept = media.filter((one) => !dropped.has(one)).map(({ id }) => id)

  return kept.length === 0 ? [] : [{ act: 'drop-media', change: { media: kept }, kept: kept.length, says: TEXTS.media }]
}

/** Out of the mentions alone where that is enough: a text may say the name of a partner who has no account there. */
function dropPartner({ draft, isFixedBy }: ProposeArgs): Proposal[] {
  const everywhere = without(draft, KOL, 'drop-mentions', TEXTS.mentions)
  const inMentions = without({ ...NO_WORDS, mentions: draft.mentions }, KOL, 'drop-mentions', TEXTS.mentions)

  return inMentions.some(({ change }) => change.mentions !== undefined && isFixedBy(change)) ? inMentions : everywhere
}

const NO_WORDS: Draft = { firstComment: '', media: [], mentions: [], text: '', title: '', topics: [] }

/** Without a variable, wherever it stands; an empty text would bring the post's own back, with the variable in it. */
function without(draft: Draft, variable: RegExp, act: FixAct, says: Labels): Proposal[] {
  const parts = (['firstComment', 'text', 'title'] as const)
    .map((part) => [part, draft[part], tidy(dropMarkdownLinks(draft[part], variable).replace(variable, ''))] as const)
    .filter(([, before, after]) => before !== after)
  const mentions = draft.mentions.filter((mention) => mention.replace(variable, '') === mention)

  return [
    {
      act,
      change: {
        ...Object.fromEntries(parts.map(([part, , after]) => [part, after])),
        ...(mentions.length < draft.mentions.length && { mentions }),
      },
      says,
    },
  ]
}

const KOL = /@?\{\{\s*kol\s*\}\}/gu
const LINK = /\{\{\s*link\s*\}\}/gu
const LINKS = new RegExp(`${ADDRESS.source}|${LINK.source}`, 'gu')

/** The words of the links of Markdown whose address holds what is looked for: without it they would be no links. */
const dropMarkdownLinks = (text: string, wanted: RegExp): string =>
  replaceMarkdownLinks(text, ({ address, whole, words }) => (address.search(wanted) === -1 ? whole : words))

const withoutHashes = (text: string): string => text.replace(/#([^#\s][^#\n]*)#/g, '$1')

/** Without the gaps that something left behind. */
const tidy = (text: string): string =>
  text
    .replace(/(?<=\S)[^\S\n]{2,}(?=\S)/g, ' ')
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
