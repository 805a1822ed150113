import type { ReasonTexts } from './fillText.ts'

/** Why a channel may not speak at a time, and what is said about its queue. Times are on the channel's own wall clock. */
export const rhythmTexts = {
  BLACKOUT: {
    en: '[“{{name}}”: ]the channel is silent[ until {{until}}][; it moves to {{to}}]',
    zh: '[「{{name}}」期间，]渠道静默[，{{until}} 之后恢复][，将顺延到 {{to}}]。',
  },
  BUSY: { en: 'Many are writing here at this moment; try again', zh: '当前操作人数较多，请稍后重试。' },
  DAY_FULL: {
    en: 'The channel has[ {{count}}] publications that day, its most[; it moves to {{to}}]',
    zh: '该渠道当天已有[ {{count}} ]条，达到每日上限[，将顺延到 {{to}}]。',
  },
  DUPLICATE_TEXT: {
    en: 'The same text[ (“{{title}}”)] stands within {{days}} days[, at {{near}}]; some platforms refuse it',
    zh: '{{days}} 天内有相同文字[（「{{title}}」）][，时间 {{near}}]，部分平台会拒绝重复内容。',
  },
  EMBARGO: {
    en: 'The campaign is under embargo[ until {{until}}]',
    zh: '所属活动[在 {{until}} 之前]不得发布。',
  },
  EXCLUSIVITY: {
    en: '[“{{partner}}” ]is promised to be alone for {{days}} days[; “{{title}}” is of another collaboration]',
    zh: '达人[「{{partner}}」]排竞期 {{days}} 天[，与另一合作「{{title}}」冲突]。',
  },
  LICENCE_CHANNEL: {
    en: 'The licence[ of “{{name}}”] does not cover this channel',
    zh: '素材[「{{name}}」]的授权不包含该渠道。',
  },
  LICENCE_ENDED: {
    en: 'The licence[ of “{{name}}”] ends[ on {{until}}], before this date',
    zh: '素材[「{{name}}」]的授权[于 {{until}} ]到期，早于发布日期。',
  },
  LICENCE_NOT_BEGUN: {
    en: 'The licence[ of “{{name}}”] begins[ on {{from}}], after this date',
    zh: '素材[「{{name}}」]的授权[自 {{from}} ]起生效，晚于发布日期。',
  },
  LICENCE_TERRITORY: {
    en: 'The licence[ of “{{name}}”] does not cover where this channel is seen[: {{territories}}]',
    zh: '素材[「{{name}}」]的授权地域不包含该渠道覆盖的地区[：{{territories}}]。',
  },
  MIN_GAP: {
    en: 'It is too close to another publication of the channel[ at {{near}}]; the next may follow[ at {{until}}][; it moves to {{to}}]',
    zh: '与该渠道[ {{near}} 的]另一条间隔过短，最早可排在[ {{until}}][，将顺延到 {{to}}]。',
  },
  MOVED_PAST_CAMPAIGN: {
    en: 'The channel may not speak then, and it would move[ to {{to}},] past the end of its campaign',
    zh: '此时渠道不能发布，顺延后[（{{to}}）]已超过所属活动的结束时间。',
  },
  NEAR: {
    en: 'Another post[, “{{title}}”,] is planned close to it[, at {{near}}]',
    zh: '与另一条[「{{title}}」][（{{near}}）]时间过近。',
  },
  NEXT_COMES_FIRST: {
    en: 'The channel may not speak before the next of this repeat comes[ at {{next}}]',
    zh: '在该重复排期的下一次[（{{next}}）]之前，渠道没有允许发布的时间。',
  },
  NO_ALLOWED_TIME: {
    en: 'The channel may not speak in the next month[, first: {{cause}}]',
    zh: '该渠道一个月内没有允许发布的时间[（首个原因：{{cause}}）]。',
  },
  NO_FREE_SLOT: {
    en: 'Channel[ “{{name}}”] has no free slot in the next months; choose a time',
    zh: '渠道[「{{name}}」]近几个月没有空闲时段，请指定时间。',
  },
  NO_SLOTS: {
    en: 'Channel[ “{{name}}”] has no slots; give it some, or choose a time',
    zh: '渠道[「{{name}}」]没有设置发布时段，请先设置或指定时间。',
  },
  QUEUE_CHANGED: {
    en: 'The queue is not as it was; look at it again and order what stands in it now',
    zh: '队列已被他人修改，请刷新后重新排序。',
  },
  QUIET_HOURS: {
    en: 'The channel keeps quiet hours[ until {{until}}][; it moves to {{to}}]',
    zh: '该渠道处于静默时段[，{{until}} 结束][，将顺延到 {{to}}]。',
  },
} satisfies ReasonTexts
