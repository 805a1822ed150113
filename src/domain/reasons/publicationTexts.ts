import type { ReasonTexts } from './fillText.ts'

/** Why a publication stands where it stands, as the ledger remembers it. */
export const publicationTexts = {
  LATEST_UNFIT: {
    en: 'The latest approved version does not fit the channel[: {{why}}]',
    zh: '最新的已通过版本不符合该渠道的要求[：{{why}}]。',
  },
  ADAPTER_THREW: {
    en: 'The channel’s adapter failed[: {{detail}}]',
    zh: '渠道适配器出错[：{{detail}}]。',
  },
  ASK: {
    en: 'It is late; a person decides whether it still goes out',
    zh: '已经延误，由人工决定是否仍然发布。',
  },
  MAY_BE_OUT: {
    en: 'It may be out already; cancel it alone, so that it is looked for',
    zh: '可能已经发出；请单独取消，系统会先去平台核对。',
  },
  CAMPAIGN_ENDED: {
    en: 'It was to go out before its campaign ended, and could not',
    zh: '应在所属活动结束前发出，但未能赶上。',
  },
  CAMPAIGN_PAUSED: {
    en: 'The campaign is paused; it comes back when the campaign is resumed',
    zh: '活动已暂停，恢复后会自动继续。',
  },
  CANCELLED: { en: 'Cancelled by a person', zh: '已由人工取消。' },
  CATCHING_UP: {
    en: 'It fell due while no worker ran; what waits goes out in order, not all at once',
    zh: '到期时没有发布进程在运行，积压内容正按顺序补发。',
  },
  CHANNEL_CLOSED: {
    en: 'The channel is paused or cannot be opened; it is taken down once the channel can be used again',
    zh: '渠道已暂停或无法打开，恢复可用后会自动下线。',
  },
  CHANNEL_DELETED: { en: 'The channel is gone', zh: '渠道已删除。' },
  CHANNEL_RATE: {
    en: 'The channel takes only so many at a time; it goes out when its turn comes',
    zh: '该渠道的发送速率已用满，轮到时自动发出。',
  },
  CHANNEL_RESTING: {
    en: 'The channel failed several times in a row and rests; it goes out when the channel works again[ ({{cause}})]',
    zh: '该渠道连续失败，暂停发送，恢复后自动发出[（{{cause}}）]。',
  },
  CHANNEL_UNUSABLE: {
    en: 'The channel cannot be opened[: {{detail}}]',
    zh: '无法打开该渠道[：{{detail}}]。',
  },
  FROZEN: {
    en: 'Everything is frozen; it comes back when somebody resumes',
    zh: '全部发布已冻结，恢复后会自动继续。',
  },
  OUTCOME_UNKNOWN: {
    en: 'An earlier send got no clear answer; whether it went out is not known yet',
    zh: '之前的一次发送没有得到明确答复，是否已发出尚不清楚。',
  },
  LEASE_EXPIRED: {
    en: 'The worker that was sending it stopped answering; whether it went out is not known yet',
    zh: '正在发送它的进程失去响应，是否已发出尚不清楚。',
  },
  MISSED: { en: 'It was found due after its grace had passed', zh: '发现时已超过宽限时间。' },
  PAST_GRACE: {
    en: 'It was found[ {{lateMinutes}} min] after its time, past its grace[ of {{graceMinutes}} min]',
    zh: '发现时已晚[ {{lateMinutes}} 分钟]，超过宽限时间[ {{graceMinutes}} 分钟]。',
  },
  PICTURE_SECRET_LOST: {
    en: 'The address of its picture {{id}} was signed with a secret that is not known: name it in PAYLOAD_OLD_SECRETS, or arm the post again',
    zh: '图片 {{id}} 的地址由未知密钥签名：请在 PAYLOAD_OLD_SECRETS 中填入当时的密钥，或重新排期。',
  },
  PICTURES_IN_LINE: {
    en: 'Many pictures are being made; its own come in a moment',
    zh: '正在生成大量图片，稍后会轮到这条内容的图片。',
  },
  POST_DELETED: { en: 'The post is gone or in the trash', zh: '内容已删除或在回收站中。' },
  POST_REJECTED: {
    en: 'The post was[ {{stage}}] taken back after it was scheduled',
    zh: '内容在排期之后被收回[（{{stage}}）]。',
  },
  SCHEDULE_CANCELLED: { en: 'Its schedule was cancelled', zh: '所属排期已取消。' },
  SCHEDULE_CHANGED: {
    en: 'Its schedule was moved or no longer names this channel[; before that: {{why}}]',
    zh: '所属排期已改期，或不再包含该渠道[；此前：{{why}}]。',
  },
  SCHEDULE_PAUSED: {
    en: 'Its schedule is paused; resume it to send this',
    zh: '所属排期已暂停，恢复排期后才会发送。',
  },
  SCHEDULE_UNARMED: { en: 'Its schedule went back to planned', zh: '所属排期已退回计划中。' },
  SENT_BEFORE_MOVE: {
    en: 'It went out before its schedule was moved to this time, or may have',
    zh: '排期改到此时间之前，这次内容已经发布或可能已经发布。',
  },
  SKIPPED: { en: 'Skipped by a person, because it was late', zh: '已过发布时间，由人工跳过。' },
  STILL_PENDING: {
    en: 'The platform accepted it and has not said since what became of it',
    zh: '平台已受理，至今没有给出结果。',
  },
  WITHDRAW_BY_HAND: {
    en: '[“{{name}}”: ]This channel cannot take back what it published; do it there by hand',
    zh: '[「{{name}}」：]该渠道不能自动下线已发布的内容，请到平台上手动处理。',
  },
} satisfies ReasonTexts
