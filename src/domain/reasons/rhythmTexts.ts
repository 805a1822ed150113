import type { ReasonTexts } from './fillText.ts'

/** Why a channel may not speak at a time, and what is said about its queue. Times are on the channel's own wall clock. */
export const rhythmTexts = {
  BLACKOUT: {
    en: '[“{{name}}”: ]the channel is silent[ until {{until}}]',
    zh: '[「{{name}}」期间，]渠道静默[，{{until}} 之后恢复]。',
  },
  BUSY: { en: 'Many are writing here at this moment; try again', zh: '当前操作人数较多，请稍后重试。' },
  DAY_FULL: {
    en: 'The channel has[ {{count}}] publications that day, its most',
    zh: '该渠道当天已有[ {{count}} ]条，达到每日上限。',
  },
  EMBARGO: {
    en: 'The campaign is under embargo[ until {{until}}]',
    zh: '所属活动[在 {{until}} 之前]不得发布。',
  },
  MIN_GAP: {
    en: 'It is too close to another publication of the channel[ at {{near}}]; the next may follow[ at {{until}}]',
    zh: '与该渠道[ {{near}} 的]另一条间隔过短，最早可排在[ {{until}}]。',
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
    en: 'The channel keeps quiet hours[ until {{until}}]',
    zh: '该渠道处于静默时段[，{{until}} 结束]。',
  },
} satisfies ReasonTexts
