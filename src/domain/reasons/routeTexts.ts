import type { ReasonTexts } from './fillText.ts'

/** What the routes for machines refuse, and why: delivery, engagement, operations. */
export const routeTexts = {
  BAD_BODY: { en: 'The body must be {"events": [...]}.', zh: '请求内容须为 {"events": [...]}。' },
  BAD_EVENT: {
    en: 'An event is an object with id, type and occurredAt.',
    zh: '事件须为包含 id、type 和 occurredAt 的对象。',
  },
  BAD_HOST: { en: 'The Host header is not a host.', zh: 'Host 请求头不是有效的主机名。' },
  BAD_ID: {
    en: 'id must be a UUID that the sender keeps when it sends again.',
    zh: 'id 须为 UUID，重发时保持不变。',
  },
  BAD_LIMIT: { en: 'limit must be a whole number from 1 to {{max}}.', zh: 'limit 须为 1 到 {{max}} 的整数。' },
  BAD_MEMBER: {
    en: 'member must be a pseudonymous id: 1 to 64 letters, digits, or any of _ . : -',
    zh: 'member 须为匿名编号：1 到 64 个字母、数字或 _ . : -。',
  },
  BAD_PATH: { en: 'The path is not valid.', zh: '请求路径无效。' },
  BAD_REFERENCE: { en: '{{kind}} must be an id of its kind.', zh: '{{kind}} 须为相应内容的编号。' },
  NOT_AN_INSTANT: {
    en: '{{name}} must be an ISO 8601 instant with a zone, such as 2026-11-22T12:00:00+08:00.',
    zh: '{{name}} 须为带时区的 ISO 8601 时刻，例如 2026-11-22T12:00:00+08:00。',
  },
  BAD_TOPIC: { en: 'topic must have 1 to {{max}} characters.', zh: 'topic 须为 1 到 {{max}} 个字符。' },
  BAD_TYPE: { en: 'type must be one of {{types}}.', zh: 'type 须为以下之一：{{types}}。' },
  BAD_VALUE: {
    en: 'value must be {amountMinor, currency}: a whole number of minor units, 0 or more, and an ISO 4217 code.',
    zh: 'value 须为 {amountMinor, currency}：以最小货币单位计的非负整数，以及 ISO 4217 货币代码。',
  },
  REQUEST_TOO_LARGE: { en: 'Send at most 1 MiB at once.', zh: '每次最多发送 1 MiB。' },
  DATABASE_UNAVAILABLE: {
    en: 'The database does not answer; try again in a moment.',
    zh: '数据库暂无响应，请稍后重试。',
  },
  NOT_KEPT: {
    en: 'This is not kept any longer; start anew without what you had.',
    zh: '相关数据已不再保留，请丢弃旧标记后重新开始。',
  },
  INTERNAL: {
    en: 'Something went wrong on our side; it is logged under {{reference}}.',
    zh: '服务器内部出错，已记录，编号 {{reference}}。',
  },
  IN_FUTURE: {
    en: 'occurredAt is in the future; more than {{minutes}} minutes ahead is refused.',
    zh: 'occurredAt 晚于当前时间超过 {{minutes}} 分钟。',
  },
  KEY_REQUIRED: {
    en: 'An API key with the scope engagement:write is needed[ for {{type}}].',
    zh: '[{{type}} ]需要带 engagement:write 权限的 API 密钥。',
  },
  LINK_DISABLED: { en: 'Whoever made this link has switched it off.', zh: '链接的创建者已将它停用。' },
  LINK_EXPIRED: { en: 'The time this link was made for is over.', zh: '这个链接的有效期已过。' },
  LINK_UNKNOWN: { en: 'Please check that the address is complete.', zh: '请检查网址是否完整。' },
  LINK_UNSAFE: {
    en: 'It leads to an address that is neither http nor https.',
    zh: '它指向的地址不是 http 或 https 网址。',
  },
  MALFORMED: {
    en: 'The {{name}} is malformed; send one that this server gave, unchanged, or none.',
    zh: '{{name}} 无效；请原样使用本服务器给出的值，或不带该参数。',
  },
  METHOD_NOT_ALLOWED: { en: 'Use {{allowed}}.', zh: '请改用 {{allowed}}。' },
  NOTHING_HERE: { en: 'There is nothing here, or not for you.', zh: '没有该内容，或您无权查看。' },
  NOT_STORED: {
    en: 'The events were not stored; send the same events again in a moment. None will count twice.',
    zh: '事件未能保存，请稍后原样重发，不会重复计数。',
  },
  NO_VALUE: { en: 'Only {{types}} carry a value.', zh: '只有 {{types}} 可以带 value。' },
  ONLY_ADMINS: { en: 'This is for admins: sign in to the admin first.', zh: '仅限管理员，请先登录后台。' },
  ONLY_ITSELF: {
    en: 'Only the dashboard itself may act, and it cannot make jobs.',
    zh: '只能在任务面板内操作，且不能新建任务。',
  },
  SCOPE_MISSING: {
    en: 'Reading published content needs the scope delivery:read, or a role.',
    zh: '读取已发布内容需要 delivery:read 权限或后台角色。',
  },
  SCOPE_REQUIRED: {
    en: 'The API key lacks the scope engagement:write for {{type}}.',
    zh: '该 API 密钥缺少 {{type}} 所需的 engagement:write 权限。',
  },
  SUBSCRIPTION_ENDED: {
    en: 'This subscription was ended. Make a new one on the calendar page.',
    zh: '该订阅已停用，请在日历页面重新生成。',
  },
  TOO_LARGE: { en: 'The body may have at most {{limit}} bytes.', zh: '请求内容最多 {{limit}} 字节。' },
  TOO_MANY_EVENTS: {
    en: 'Send at most {{max}} events at once; these are {{count}}.',
    zh: '每次最多 {{max}} 个事件，本次有 {{count}} 个。',
  },
  TOO_MANY_REQUESTS: {
    en: 'This address sends too many events; try again in {{seconds}} s, or use an API key.',
    zh: '该地址发送的事件过多，请在 {{seconds}} 秒后重试，或使用 API 密钥。',
  },
  TOO_OLD: { en: 'occurredAt is more than ten years ago.', zh: 'occurredAt 早于十年前。' },
  TYPE_RESERVED: { en: '{{type}} is recorded by Drumbeat itself.', zh: '{{type}} 由 Drumbeat 自行记录。' },
  KEY_INVALID: {
    en: 'The key or the sign-in is not valid.',
    zh: '密钥或登录凭据无效。',
  },
  UNKNOWN_KIND: { en: 'kind must be one of {{kinds}}.', zh: 'kind 须为以下之一：{{kinds}}。' },
  UNKNOWN_LOCALE: { en: 'locale must be one of {{locales}}.', zh: 'locale 须为以下之一：{{locales}}。' },
  UNKNOWN_SUBJECT: { en: 'There is no {{kind}} {{id}}.', zh: '没有编号为 {{id}} 的 {{kind}}。' },
} satisfies ReasonTexts

/** What kind of problem an answer is, by its status. */
export const problemTitles: ReasonTexts = {
  400: { en: 'Bad request', zh: '请求有误' },
  401: { en: 'Sign in first', zh: '请先登录' },
  403: { en: 'Not allowed', zh: '没有权限' },
  404: { en: 'Not found', zh: '未找到' },
  405: { en: 'Method not allowed', zh: '请求方法不支持' },
  409: { en: 'Not possible now', zh: '当前无法执行' },
  410: { en: 'No longer kept', zh: '已不再保留' },
  413: { en: 'Too large', zh: '内容过大' },
  429: { en: 'Too many requests', zh: '请求过于频繁' },
  500: { en: 'Internal error', zh: '服务器内部错误' },
  503: { en: 'Try again', zh: '暂时不可用' },
}
