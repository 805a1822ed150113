import type { ReasonTexts } from './fillText.ts'

/** Why a release cannot be armed, what became of its items, and what is in its way. */
export const releaseTexts = {
  BAD_STATUS: {
    en: 'It cannot be started[ while it is “{{status}}”]',
    zh: '[当前为{{status}}，]不能开始。',
  },
  CAMPAIGN_OVER: { en: 'The campaign ended[ at {{at}}]', zh: '活动已[于 {{at}} ]结束。' },
  CANNOT_WITHDRAW: {
    en: 'One of its channels cannot take a publication back; somebody must do it there',
    zh: '其中有渠道不支持下线，届时须到平台上手动处理。',
  },
  CYCLE: { en: 'These items wait for each other[: {{circle}}]', zh: '这些项互相等待，形成循环[：{{circle}}]。' },
  DEPENDENCY_FAILED: { en: 'What it depends on did not happen', zh: '前置项未能完成。' },
  DEPENDS_ON_LATER: {
    en: 'What it depends on comes[ at {{at}}] when its own time and grace are over; its own rule for lateness decides then',
    zh: '前置项[（{{at}}）]完成时，本项及其宽限时间已过，届时按延误规则处理。',
  },
  EMPTY: { en: 'The release has no items', zh: '还没有编排项。' },
  ITEM_HELD: {
    en: 'It is in another release[, that of campaign “{{campaign}}”], which is armed or still takes it back at its campaign’s end',
    zh: '已在另一个发布编排中[（活动「{{campaign}}」）]，该编排已就绪，或将在活动结束时还原此项。',
  },
  ITEM_TWICE: { en: 'The same act stands in the list twice', zh: '同一动作重复。' },
  KEY_TWICE: { en: 'Two items are called “{{key}}”', zh: '有两项的标识都是「{{key}}」。' },
  MODE: {
    en: 'Say how to revert: mode must be “withdraw” or “restore”',
    zh: '请说明还原方式：mode 须为 withdraw 或 restore。',
  },
  NO_END: {
    en: 'The campaign has no end, so nothing would be reverted',
    zh: '活动未填写结束时间，无法在结束时还原。',
  },
  PUBLICATION_GONE: { en: 'Its schedule or its publications are gone', zh: '排期或发布记录已不存在。' },
  NOTHING_STANDS: { en: 'Nothing of this post is published', zh: '该内容没有已发布的记录。' },
  NOT_STARTED: { en: 'It has not started by then', zh: '届时尚未开始。' },
  RELEASE_END_PAST: {
    en: 'The campaign ended[ at {{at}}], so nothing would wait for its end; use “Revert”',
    zh: '活动已[于 {{at}} ]结束，不会再等到结束时还原；请使用「还原」。',
  },
  RELEASE_ITEM_HELD: {
    en: 'One of its items is in another release, which is armed or still takes it back at its campaign’s end',
    zh: '其中一项已在另一个发布编排中，该编排已就绪，或将在活动结束时还原此项。',
  },
  RELEASE_NEVER_ARMED: {
    en: 'The release of this campaign was never armed',
    zh: '该活动的发布编排从未设为就绪。',
  },
  RELEASE_OVERTAKEN: {
    en: 'Somebody else changed the release at this moment; look again',
    zh: '其他人刚刚修改了发布编排，请刷新后再试。',
  },
  RELEASE_REVERTS: {
    en: 'At the campaign’s end its release takes back what it did; revert it, or choose to leave everything, before you delete this',
    zh: '活动结束时，其发布编排还要还原已执行的动作；请先还原，或选择「保持不变」，再删除。',
  },
  RELEASE_STANDS: { en: 'The release is {{state}} already', zh: '发布编排{{state}}，不能再次设为就绪。' },
  RELEASE_STATE: { en: 'A release that is {{from}} cannot be {{to}}', zh: '发布编排{{from}}，不能变为{{to}}。' },
  RELEASE_WENT_ON: {
    en: 'The release went on at this moment; look again',
    zh: '发布编排刚刚又推进了一步，请刷新后再试。',
  },
  RELEASE_STOPPED: { en: 'Its release was stopped', zh: '所属发布编排已停止。' },
  RELEASE_UNDER_WAY: {
    en: 'The release is under way; cancel it before you change or delete this',
    zh: '发布编排正在进行，请先取消再修改或删除。',
  },
  RELEASE_WAITS: {
    en: 'It waits[ for {{items}}], which its release does first',
    zh: '正在等待前置项[（{{items}}）]完成。',
  },
  RESTORE_OVER: {
    en: 'What stood before was to come down[ at {{at}}], so it does not come back',
    zh: '原内容本应[于 {{at}} ]下线，因此不再恢复。',
  },
  STILL_STANDS: { en: 'It could not be taken back', zh: '未能下线。' },
  SUBJECT_GONE: { en: 'What it is about is deleted', zh: '对象已被删除。' },
  TOO_MANY: { en: 'A release has at most {{max}} items', zh: '一次编排最多 {{max}} 项。' },
  UNKNOWN_ITEM: {
    en: 'It depends on “{{key}}”, which is not in this release',
    zh: '前置项「{{key}}」不在本编排中。',
  },
  WINDOW_OVER: { en: 'Its own window ends before that', zh: '其自身的结束时间更早。' },
  WRONG_SUBJECT: {
    en: '“{{action}}” is not about this kind of thing[ ({{slug}})]',
    zh: '「{{action}}」不适用于该对象[（{{slug}}）]。',
  },
} satisfies ReasonTexts
