import type { Labels } from '../channelAdapter.ts'

export interface PlanColumnSpec {
  name: string
  aliases: readonly string[]
  help: Labels
  label: Labels
  required?: boolean
}

/** The columns of a content plan, in the order of the template. A header may use either language or an alias. */
export const PLAN_COLUMNS = [
  {
    name: 'key',
    aliases: ['唯一编号', 'id', 'ref'],
    help: {
      en: 'Your own stable number of the row. With it a later import moves or rewrites the post instead of making a second one.',
      zh: '这一行的固定编号。填写后，再次导入会更新同一篇内容，而不会重复新建。',
    },
    label: { en: 'Key', zh: '编号' },
  },
  {
    name: 'date',
    aliases: ['发布日期', 'publish date', 'day'],
    help: {
      en: 'Day of publication: a date cell, 2026-11-22, 2026/11/22 or 2026年11月22日. Empty (merged) cells repeat the day above.',
      zh: '发布日期：日期单元格，或 2026-11-22、2026/11/22、2026年11月22日。留空（合并单元格）沿用上一行。',
    },
    label: { en: 'Date', zh: '日期' },
    required: true,
  },
  {
    name: 'time',
    aliases: ['发布时间', 'publish time'],
    help: { en: 'Local time of publication, such as 20:30.', zh: '发布的当地时间，例如 20:30。' },
    label: { en: 'Time', zh: '时间' },
  },
  {
    name: 'zone',
    aliases: ['time zone', 'timezone', 'tz'],
    help: { en: 'IANA zone; Asia/Shanghai when empty.', zh: 'IANA 时区，留空为 Asia/Shanghai。' },
    label: { en: 'Zone', zh: '时区' },
  },
  {
    name: 'channels',
    aliases: ['channel', '发布渠道', '账号', '平台'],
    help: {
      en: 'Names or slugs of channels, separated by commas.',
      zh: '渠道的名称或标识，多个用逗号或顿号分隔。',
    },
    label: { en: 'Channels', zh: '渠道' },
    required: true,
  },
  {
    name: 'title',
    aliases: ['内容标题', 'headline'],
    help: { en: 'Title, at most 200 characters.', zh: '标题，不超过 200 字。' },
    label: { en: 'Title', zh: '标题' },
    required: true,
  },
  {
    name: 'kind',
    aliases: ['内容类型', '形式', 'type'],
    help: {
      en: 'article, note, video, livestream, tutorial, topic or poll; note when empty.',
      zh: '文章、笔记、视频、直播、教程、话题、投票之一，留空为笔记。',
    },
    label: { en: 'Kind', zh: '类型' },
  },
  {
    name: 'excerpt',
    aliases: ['简介', 'summary'],
    help: { en: 'One or two sentences for lists and feeds.', zh: '一两句话，用于列表和订阅源。' },
    label: { en: 'Excerpt', zh: '摘要' },
  },
  {
    name: 'body',
    aliases: ['内容', '文案', 'text', 'markdown'],
    help: {
      en: 'Text in Markdown: headings, lists, links, bold, quotes.',
      zh: '正文，可用 Markdown:标题、列表、链接、加粗、引用。',
    },
    label: { en: 'Body', zh: '正文' },
  },
  {
    name: 'topics',
    aliases: ['标签', '话题标签', 'tags', 'hashtags'],
    help: { en: 'Topics: #skincare #morning, or separated by commas.', zh: '话题：#早八护肤 #敏感肌，或用逗号分隔。' },
    label: { en: 'Topics', zh: '话题' },
  },
  {
    name: 'cover',
    aliases: ['封面图', '图片', 'image', 'picture'],
    help: {
      en: 'Name of a file beside this workbook or in the media library, or an https address.',
      zh: '与本表同目录的文件名、媒体库中的文件名，或 https 图片地址。',
    },
    label: { en: 'Cover', zh: '封面' },
  },
  {
    name: 'campaign',
    aliases: ['营销活动', '所属活动', 'project'],
    help: { en: 'Name of an existing campaign.', zh: '已建立的营销活动名称。' },
    label: { en: 'Campaign', zh: '活动' },
  },
  {
    name: 'kol',
    aliases: ['达人', '合作达人', '博主', 'partner', 'creator'],
    help: { en: 'Name or handle of an existing partner.', zh: '已建档的达人名称或账号。' },
    label: { en: 'KOL', zh: 'KOL' },
  },
  {
    name: 'state',
    aliases: ['排期状态', 'status'],
    help: {
      en: 'planned (shown in the calendar) or armed (approved, will go out); planned when empty.',
      zh: '计划（仅在日历中显示）或 待发布（视为已审核，到点发出），留空为计划。',
    },
    label: { en: 'State', zh: '状态' },
  },
  {
    name: 'notes',
    aliases: ['说明', 'note', 'remark', 'comment'],
    help: { en: 'For your team; not imported.', zh: '给团队看的备注，不导入。' },
    label: { en: 'Notes', zh: '备注' },
  },
] as const satisfies readonly PlanColumnSpec[]

export type PlanColumn = (typeof PLAN_COLUMNS)[number]['name']

/** What a header cell means; null when it is none of ours. Case, width and spaces do not matter. */
export function findPlanColumn(header: string): PlanColumn | null {
  const wanted = fold(header)
  const found = PLAN_COLUMNS.find(({ name, aliases, label }) =>
    [name, label.en, label.zh, `${label.zh}${label.en}`, ...aliases].some((known) => fold(known) === wanted),
  )

  return found?.name ?? null
}

/** Text as names are compared: without case, without full-width forms, without spaces, `*` and brackets around it. */
export const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s*]+/g, '')
