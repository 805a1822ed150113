import type { ReasonTexts } from './fillText.ts'

/** What is wrong with a request to an endpoint. */
export const requestTexts = {
  ANSWER: { en: 'Give an answer: “publish” or “skip”', zh: '请给出回答：publish 或 skip。' },
  BLACKOUT_DEFAULTS: {
    en: 'Give kind ({{kinds}}), action ({{actions}}) and ids of channels',
    zh: '请给出 kind（{{kinds}}）、action（{{actions}}）以及渠道编号。',
  },
  BODY: { en: 'The body must be a JSON object', zh: '请求内容必须是 JSON 对象。' },
  CARD_FORM: { en: 'form must be poster or share-card', zh: 'form 须为 poster 或 share-card。' },
  CHANNEL_ID: { en: 'It must be the id of a channel', zh: '须为渠道的编号。' },
  CHANGED: { en: 'It changed in the meantime; look again', zh: '它刚刚发生了变化，请刷新后再试。' },
  CHECK_ROLES: { en: 'Only an administrator may check a channel', zh: '仅管理员可以检查渠道。' },
  DELIVERY_NOT_DEAD: { en: 'Only a dead delivery can be retried', zh: '只能重试已放弃的投递。' },
  FIGURES_PERIOD: {
    en: 'days must be a whole number from 1 to {{max}}, timeZone an IANA zone',
    zh: 'days 须为 1 到 {{max}} 的整数，timeZone 须为 IANA 时区。',
  },
  FORBIDDEN: { en: 'Your role may not do this[: {{action}}]', zh: '您的角色没有此权限[：{{action}}]。' },
  IMPORT_MEETS: {
    en: 'Somebody else is writing the same documents, perhaps another import; try again.',
    zh: '其他人正在写入相同的内容（可能是另一次导入），请稍后再试。',
  },
  IMPORT_OVERTAKEN: {
    en: 'Rows of this plan were imported in the meantime; look at the dry run again.',
    zh: '这份计划中的部分行刚刚已被导入，请重新预演。',
  },
  IMPORT_ROLES: {
    en: 'Only editors, community managers and administrators may import',
    zh: '仅编辑、社群运营和管理员可以导入。',
  },
  NO_PUBLICATION: { en: 'There is no publication[ {{id}}]', zh: '没有这条发布记录[：{{id}}]。' },
  NOT_WITHDRAWABLE: {
    en: 'This kind of channel cannot take a publication back; remove it on the platform itself',
    zh: '该类渠道不能自动下线，请到平台上手动删除。',
  },
  NO_TARGET: {
    en: 'No target[ “{{name}}”] is saved and switched on',
    zh: '没有已保存并启用的通知对象[「{{name}}」]。',
  },
  OUTCOME: {
    en: 'Say what became of it: outcome must be “published”, “absent” or “cancelled”',
    zh: '请说明结果：outcome 须为 published、absent 或 cancelled。',
  },
  QUEUE_ADD: {
    en: 'Give {"post": id, "channels": [id, …]}',
    zh: '请给出 {"post": 内容编号, "channels": [渠道编号, …]}。',
  },
  QUEUE_ORDER: { en: 'Give {"order": [schedule id, …]}', zh: '请给出 {"order": [排期编号, …]}。' },
  TARGET_NOT_TOLD: { en: 'It did not arrive[: {{why}}]', zh: '未送达[：{{why}}]' },
  TARGET_TOLD: { en: 'It arrived', zh: '已送达' },
  TRANSACTIONS_OFF: {
    en: 'The database runs without transactions; connect to it as a replica set',
    zh: '数据库未启用事务，请以副本集方式连接。',
  },
  UNAUTHENTICATED: { en: 'Sign in first', zh: '请先登录。' },
  UPLOAD_TOO_LARGE: { en: 'The upload is larger than {{megabytes}} MiB', zh: '上传内容超过 {{megabytes}} MiB。' },
  URL: { en: 'Give the whole http(s) address where it stands', zh: '请填写可以看到它的完整 http(s) 网址。' },
  WHICH: {
    en: 'Say which: ids (at most {{limit}} texts) or where (a filter)',
    zh: '请指明范围：ids（最多 {{limit}} 个）或 where（筛选条件）。',
  },
} satisfies ReasonTexts
