import type { ReasonTexts } from './fillText.ts'

/** What is wrong with a request to an endpoint. */
export const requestTexts = {
  ANSWER: { en: 'Give an answer: “publish” or “skip”', zh: '请给出回答：publish 或 skip。' },
  BODY: { en: 'The body must be a JSON object', zh: '请求内容必须是 JSON 对象。' },
  CHANGED: { en: 'It changed in the meantime; look again', zh: '它刚刚发生了变化，请刷新后再试。' },
  FORBIDDEN: { en: 'Your role may not do this[: {{action}}]', zh: '您的角色没有此权限[：{{action}}]。' },
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
  TARGET_NOT_TOLD: { en: 'It did not arrive[: {{why}}]', zh: '未送达[：{{why}}]' },
  TARGET_TOLD: { en: 'It arrived', zh: '已送达' },
  UNAUTHENTICATED: { en: 'Sign in first', zh: '请先登录。' },
  URL: { en: 'Give the whole http(s) address where it stands', zh: '请填写可以看到它的完整 http(s) 网址。' },
  WHICH: {
    en: 'Say which: ids (at most {{limit}} texts) or where (a filter)',
    zh: '请指明范围：ids（最多 {{limit}} 个）或 where（筛选条件）。',
  },
} satisfies ReasonTexts
