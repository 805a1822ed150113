import type { ReasonTexts } from './fillText.ts'

/** What is wrong with a request to an endpoint. */
export const requestTexts = {
  BODY: { en: 'The body must be a JSON object', zh: '请求内容必须是 JSON 对象。' },
  FORBIDDEN: { en: 'Your role may not do this[: {{action}}]', zh: '您的角色没有此权限[：{{action}}]。' },
  NOT_WITHDRAWABLE: {
    en: 'This kind of channel cannot take a publication back; remove it on the platform itself',
    zh: '该类渠道不能自动下线，请到平台上手动删除。',
  },
  OUTCOME: {
    en: 'Say what became of it: outcome must be “published”, “absent” or “cancelled”',
    zh: '请说明结果：outcome 须为 published、absent 或 cancelled。',
  },
  UNAUTHENTICATED: { en: 'Sign in first', zh: '请先登录。' },
  URL: { en: 'Give the whole http(s) address where it stands', zh: '请填写可以看到它的完整 http(s) 网址。' },
} satisfies ReasonTexts
