import type { ReasonTexts } from './fillText.ts'

/** Why a schedule cannot be armed, moved or stopped. */
export const armingTexts = {
  BUSY_MINUTE: {
    en: '“{{name}}” is slowed down at the full and half hours, when everybody calls; some minutes later is safer',
    zh: '「{{name}}」在整点和半点容易被平台限流，建议错开几分钟。',
  },
  ALREADY_ARMED: {
    en: 'Another schedule[ ({{schedule}})] already sends this post to this channel at that time',
    zh: '已有另一个排期[（{{schedule}}）]在同一时间把这条内容发到该渠道。',
  },
  CHANNEL_KIND: {
    en: 'No adapter is installed for channel[ “{{name}}”]',
    zh: '渠道[「{{name}}」]没有安装对应的适配器。',
  },
  CHANNEL_MISSING: { en: 'A channel named here does not exist[: {{id}}]', zh: '所选渠道不存在[：{{id}}]。' },
  CHANNEL_PAUSED: {
    en: 'The channel[ “{{name}}”] is paused; resume it first',
    zh: '渠道[「{{name}}」]已暂停，请先恢复。',
  },
  DONE: {
    en: 'What has gone out cannot be planned anew; make a new schedule',
    zh: '已经发出的内容不能重新计划，请新建排期。',
  },
  NO_CHANNEL: { en: 'Choose at least one channel', zh: '请至少选择一个渠道。' },
  OFF: {
    en: 'Drumbeat is switched off in this installation (enabled: false); nothing can be armed',
    zh: '本系统已关闭鼓点（enabled: false），不能设为就绪。',
  },
  OTHER_POST_OUT: {
    en: 'This schedule has already published another post; make a new schedule for this one',
    zh: '该排期已经发布过另一条内容，请为这条内容新建排期。',
  },
  PAST_DATE: {
    en: '{{at}} has passed; choose a later time, or publish now',
    zh: '{{at}} 已经过去；请选择更晚的时间，或立即发布。',
  },
  PINNED_GONE: {
    en: 'The version that was approved for this schedule is not kept any more[, and nothing of it was made for “{{name}}”]; approve the post and arm it again with the newest version',
    zh: '该排期锁定的已通过版本已不再保留[，且从未为「{{name}}」生成过内容]；请通过审核后用最新版本重新就绪。',
  },
  POST_MISSING: { en: 'The post is deleted or in the trash', zh: '内容已删除或在回收站中。' },
  POST_NOT_APPROVED: {
    en: 'The newest version of the post is not approved[ but “{{stage}}”]; only an approved one can be armed',
    zh: '内容的最新版本尚未通过审核[（现为{{stage}}）]，通过后才能设为就绪。',
  },
  POST_WITHOUT_TITLE: { en: 'The post has no title', zh: '内容没有标题。' },
  PUBLICATION_TAKEN_UP: {
    en: 'A publication of this schedule was taken up at this moment; look again',
    zh: '这条排期有发布记录刚刚被取走发送，请刷新后再试。',
  },
  SENDING: {
    en: 'Publication[ {{id}}] is being sent at this moment',
    zh: '发布记录[ {{id}} ]正在发送，请稍候再试。',
  },
  STATE: {
    en: '[“{{action}}” ]is not possible from “{{from}}”[ to “{{to}}”]',
    zh: '当前为{{from}}，不能[执行「{{action}}」][变为{{to}}]。',
  },
  UNCONFIRMED: {
    en: 'What became of publication[ {{id}}] is unknown; resolve it first',
    zh: '发布记录[ {{id}} ]的结果未知，请先确认结果。',
  },
  WITHDRAWN_BEFORE_PUBLISHED: {
    en: 'The time of withdrawal must be after the time of publication[; it was to be down again by {{until}}]',
    zh: '下线时间必须晚于发布时间[；原定 {{until}} 已下线]。',
  },
} satisfies ReasonTexts
