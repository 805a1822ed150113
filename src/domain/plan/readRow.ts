import { createHash } from 'node:crypto'

import { POST_KINDS, type PostKind } from '../content.ts'
import type { PlanDay } from './cells.ts'
import { fold } from './columns.ts'
import type { PlanDirectory, PlanEntry } from './entry.ts'
import { readCampaign, readChannels, readCover, readPartner, splitNames } from './references.ts'
import type { RowSource } from './rowSource.ts'
import { readMoment } from './when.ts'

export interface ReadPlanRowArgs {
  dayAbove: PlanDay | null
  defaultTimeZone: string
  directory: PlanDirectory
  source: RowSource
}

export interface ReadPlanRow {
  /** The row's day, for a merged date cell below it. */
  day: PlanDay | null
  /** Null when something is wrong with the row. */
  entry: PlanEntry | null
}

const MAX_TITLE = 200
const MAX_BODY = 100_000

/** Understands one row; everything wrong with it is in `source.problems` afterwards. */
export function readPlanRow({ dayAbove, defaultTimeZone, directory, source }: ReadPlanRowArgs): ReadPlanRow {
  const moment = readMoment({ dayAbove, defaultTimeZone, source })
  const content = {
    body: source.text('body'),
    campaignId: readCampaign(source, directory),
    channelIds: readChannels(source, directory),
    cover: readCover(source, directory),
    excerpt: source.text('excerpt'),
    kind: readKind(source),
    partnerId: readPartner(source, directory),
    state: readState(source),
    title: readTitle(source),
    topics: readTopics(source.text('topics')),
  }

  if (content.body.length > MAX_BODY) {
    source.complain('body', 'body-too-long', {
      en: `The body has ${content.body.length} characters; at most ${MAX_BODY} are taken.`,
      zh: `正文有 ${content.body.length} 字，最多 ${MAX_BODY} 字。`,
    })
  }

  if (moment === null || source.problems.length > 0) {
    return { day: moment?.day ?? null, entry: null }
  }

  const said = { ...content, publishAt: moment.publishAt, timeZone: moment.timeZone }
  const key = source.text('key')
  const importKey =
    key === '' ? `auto:${digest([said.title, said.channelIds, said.publishAt.toISOString()])}` : `key:${fold(key)}`

  return { day: moment.day, entry: { ...said, fingerprint: digest(said), importKey, row: source.row } }
}

function readTitle(source: RowSource): string {
  const title = source.text('title').replace(/\s+/g, ' ')

  if (title === '') {
    source.complain('title', 'missing-title', { en: 'The title is missing.', zh: '缺少标题。' })
  } else if (title.length > MAX_TITLE) {
    source.complain('title', 'title-too-long', {
      en: `The title has ${title.length} characters; at most ${MAX_TITLE} are taken.`,
      zh: `标题有 ${title.length} 字，最多 ${MAX_TITLE} 字。`,
    })
  }

  return title
}

const KIND_NAMES: Record<PostKind, string> = {
  article: '文章',
  livestream: '直播',
  note: '笔记',
  poll: '投票',
  topic: '话题',
  tutorial: '教程',
  video: '视频',
}

function readKind(source: RowSource): PostKind {
  const text = source.text('kind')
  const kind = POST_KINDS.find((known) => [known, KIND_NAMES[known]].some((name) => fold(name) === fold(text)))

  if (text !== '' && kind === undefined) {
    source.complain('kind', 'bad-kind', {
      en: `“${text}” is no kind of post. Known: ${POST_KINDS.join(', ')}.`,
      zh: `没有“${text}”这种内容类型。可用：${Object.values(KIND_NAMES).join('、')}。`,
    })
  }

  return kind ?? 'note'
}

const STATE_NAMES = {
  armed: ['armed', 'ready', '待发布', '已排期', '排期'],
  planned: ['', 'planned', 'draft', '计划', '计划中', '草稿'],
} as const

function readState(source: RowSource): PlanEntry['state'] {
  const text = source.text('state')
  const state = (['armed', 'planned'] as const).find((known) =>
    STATE_NAMES[known].some((name) => fold(name) === fold(text)),
  )

  if (state === undefined) {
    source.complain('state', 'bad-state', {
      en: `“${text}” is no state of a plan. Write planned or armed.`,
      zh: `“${text}”不是可用的状态，请填写“计划”或“待发布”。`,
    })
  }

  return state ?? 'planned'
}

/** `#早八护肤 #敏感肌` or a list; each topic once. */
function readTopics(text: string): string[] {
  const plain = text.normalize('NFKC')
  const parts = plain.includes('#') ? plain.split(/[#,、;\n]+/u) : splitNames(plain)

  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))]
}

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32)
