import type { ReasonTexts } from './fillText.ts'

/**
 * What a platform's answer means to people, and what is wrong with an account.
 *
 * `CHANNEL_…` is said of an error of that class where its row in the adapter's table names nothing closer; `{{channel}}` is
 * the platform's name, `{{code}}` its own code and `{{detail}}` its own words.
 */
export const channelTexts = {
  ACCOUNT_OTHER: {
    en: 'These credentials belong to another account: {{name}}',
    zh: '这些凭据属于另一个账号：{{name}}。',
  },
  ADDRESS_REFUSED: {
    en: '{{channel}} may not be called: it is a private address that OUTBOUND_ALLOW does not name',
    zh: '不允许访问 {{channel}}：这是内网地址，且未列入 OUTBOUND_ALLOW。',
  },
  ARTICLE_TOO_SHORT: {
    en: '{{channel}} may refuse an article of {{count}} characters: it wants {{min}}, or {{images}} pictures',
    zh: '{{channel}}文章正文仅 {{count}} 字，建议不少于 {{min}} 字或至少 {{images}} 张图，否则可能审核不通过。',
  },
  BAD_SMTP_URL: {
    en: 'The address of the mail server is missing or not of the form smtps://…',
    zh: '邮件服务器地址未填写，或不是 smtps://… 的形式。',
  },
  CALLED_OFF: {
    en: 'The request to {{channel}} was called off before it began; it is tried again',
    zh: '发往 {{channel}} 的请求在开始前已停止，稍后自动重试。',
  },
  CHANNEL_DISCONNECT: {
    en: '{{channel}} no longer knows this account or destination; connect it anew[ ({{code}})][: {{detail}}]',
    zh: '{{channel}} 已找不到该账号或目标，请重新连接[（{{code}}）][：{{detail}}]',
  },
  CHANNEL_INVALID_PAYLOAD: {
    en: '{{channel}} cannot take this content as it is[ ({{code}})][: {{detail}}]',
    zh: '{{channel}} 无法接收这份内容[（{{code}}）][：{{detail}}]',
  },
  CHANNEL_NEEDS_HUMAN: {
    en: 'A person has to act on {{channel}}[ ({{code}})][: {{detail}}]',
    zh: '需要人工在{{channel}}上处理[（{{code}}）][：{{detail}}]',
  },
  CHANNEL_NOT_ALLOWED: {
    en: '{{channel}} does not allow this account to do that[ ({{code}})][: {{detail}}]',
    zh: '{{channel}} 未授予该账号此项权限[（{{code}}）][：{{detail}}]',
  },
  CHANNEL_QUOTA_EXHAUSTED: {
    en: 'The quota of this account on {{channel}} is used up[ ({{code}})][: {{detail}}]',
    zh: '该账号在{{channel}}的额度已用完[（{{code}}）][：{{detail}}]',
  },
  CHANNEL_REAUTH_AUTO: {
    en: 'The access token of {{channel}} is no longer good[ ({{code}})][: {{detail}}]',
    zh: '{{channel}} 的访问令牌已失效[（{{code}}）][：{{detail}}]',
  },
  CHANNEL_REAUTH_USER: {
    en: '{{channel}} refuses the credentials; enter them again[ ({{code}})][: {{detail}}]',
    zh: '{{channel}} 拒绝了凭据，请重新填写[（{{code}}）][：{{detail}}]',
  },
  CHANNEL_REJECTED_CONTENT: {
    en: '{{channel}} refused the content[ ({{code}})][: {{detail}}]',
    zh: '{{channel}} 未通过该内容[（{{code}}）][：{{detail}}]',
  },
  CHANNEL_RETRY: {
    en: '{{channel}} could not do it now; it is tried again[ ({{code}})][: {{detail}}]',
    zh: '{{channel}} 暂时无法处理，稍后自动重试[（{{code}}）][：{{detail}}]',
  },
  CHANNEL_THROTTLED: {
    en: '{{channel}} asks to slow down[ ({{code}})][: {{detail}}]',
    zh: '{{channel}} 要求降低频率，稍后自动发出[（{{code}}）][：{{detail}}]',
  },
  CHANNEL_UNKNOWN_OUTCOME: {
    en: '{{channel}} gave an answer that does not say what became of it[ ({{code}})][: {{detail}}]',
    zh: '{{channel}} 的应答无法判断是否已发布[（{{code}}）][：{{detail}}]',
  },
  CHECK_LIKELY: {
    en: 'The refusal of {{channel}} ({{code}}) suggests that key and signature are right; send a test message to be sure',
    zh: '{{channel}} 的拒绝（{{code}}）表明密钥和签名应当正确；请发送测试消息确认。',
  },
  CHECK_UNTOLD: {
    en: '{{channel}} answered {{code}}, which does not tell whether the account works',
    zh: '{{channel}} 返回 {{code}}，无法据此判断账号是否可用。',
  },
  COVER_MISSING: {
    en: '{{channel}} takes no article without a cover',
    zh: '{{channel}}的文章必须有封面图。',
  },
  CREDENTIAL_LOST: {
    en: 'It was sealed with a secret that is lost and cannot be opened: enter it again, or name that secret in CREDENTIALS_OLD_SECRETS',
    zh: '该凭据由已遗失的密钥加密，无法解开：请重新填写，或在 CREDENTIALS_OLD_SECRETS 中填入当时的密钥。',
  },
  DRAFT_GONE: {
    en: 'The draft is gone from {{channel}}: somebody published or deleted it; look there before you try again[ ({{code}})]',
    zh: '{{channel}}草稿箱里已没有这份草稿，可能已被人发布或删除，请先到后台查看再重试[（{{code}}）]',
  },
  DUPLICATE_CONTENT: {
    en: '{{channel}} has seen this very content from this account[ ({{code}})]',
    zh: '{{channel}} 提示与已发内容重复[（{{code}}）]。',
  },
  FIELD_FORM: {
    en: '{{field}} has not the form that is expected',
    zh: '{{field}} 格式不正确。',
  },
  FIELD_MISSING: { en: '{{field}} is missing', zh: '请填写 {{field}}。' },
  FIELD_URL: {
    en: '{{field}} must be an http or https address',
    zh: '{{field}} 必须是 http 或 https 网址。',
  },
  FIRST_COMMENT_LEFT_OUT: {
    en: 'This channel takes no first comment; it will not be seen there',
    zh: '该渠道没有首评，首评内容不会发出。',
  },
  HANDED_OVER: {
    en: 'A person publishes it: the pack is ready',
    zh: '由人工发布：素材包已备好。',
  },
  HASH_TOPIC_REFUSED: {
    en: '{{channel}} takes no #topic# in a text that is sent by its interface',
    zh: '{{channel}}接口发布的正文不能带 #话题#，请删除。',
  },
  IMAGE_MISSING: {
    en: '{{channel}} takes no picture message without a picture',
    zh: '{{channel}}的图片消息至少需要 1 张图片。',
  },
  IP_NOT_LISTED: {
    en: '{{channel}} does not list the IP address of this server; add it there[ ({{code}})][: {{detail}}]',
    zh: '本服务器的 IP 不在{{channel}}的白名单中，请先添加[（{{code}}）][：{{detail}}]',
  },
  KEYWORD_MISSING: {
    en: 'The robot on {{channel}} wants its key word in each message[: {{keyword}}][ ({{code}})]',
    zh: '{{channel}}机器人要求消息包含自定义关键词[：{{keyword}}][（{{code}}）]',
  },
  LIMIT_DIFFERS: {
    en: '{{channel}} takes texts of {{max}} here, and this account counts with {{count}}; set it under limits',
    zh: '{{channel}} 在此允许正文 {{max}} 字，当前账号按 {{count}} 字计算；请在限制中调整。',
  },
  LINKS_LEFT_OUT: {
    en: '{{channel}} does not let {{count}} links stand in the text; their words stay, and the first becomes "Read more"',
    zh: '{{channel}}正文不支持 {{count}} 个链接，仅保留文字；其中第一个放到“阅读原文”。',
  },
  LINK_MISSING: {
    en: 'A card on {{channel}} needs a link; put one into the text or set one for the account',
    zh: '{{channel}}的图文卡片需要链接，请在正文中加入链接或在账号中设置默认链接。',
  },
  LINK_REFUSED: {
    en: '{{channel}} refuses a link in the text as unsafe[ ({{code}})][: {{detail}}]',
    zh: '{{channel}}判定正文含不安全链接[（{{code}}）][：{{detail}}]',
  },
  MARKETING_CLOSED: {
    en: '{{channel}} does not open its interface to marketing, and this account does not state that it was granted it; publish by hand',
    zh: '{{channel}}接口不对营销类内容开放，且该账号未声明已获批；请改用人工发布。',
  },
  MEDIA_GONE: {
    en: '{{channel}} dropped a file before the post was made; it is uploaded anew',
    zh: '发布前 {{channel}} 清除了已上传的文件，将自动重新上传。',
  },
  MEDIA_LEFT_OUT: {
    en: '{{count}} of the pictures and films will not be sent on this channel',
    zh: '有 {{count}} 个图片或视频不会发到该渠道。',
  },
  MEDIA_PROCESSING: {
    en: '{{channel}} still works on a file; it is tried again',
    zh: '{{channel}} 仍在处理上传的文件，稍后自动重试。',
  },
  MEDIA_UNREAD: {
    en: 'A file could not be read now; it is tried again',
    zh: '暂时无法读取素材文件，稍后自动重试。',
  },
  MEDIA_UNUSABLE: {
    en: 'The file {{id}} is gone or cannot be read',
    zh: '文件 {{id}} 已删除或无法读取。',
  },
  METRICS_DELAYED: {
    en: '{{channel}} has not counted {{day}} to its end yet; it is asked again',
    zh: '{{channel}} 尚未完成 {{day}} 的数据统计，稍后自动重新获取。',
  },
  NO_GROUP_REACHED: {
    en: 'The member sent it on {{channel}} and no group got it; they may have had all the messages of the day[ ({{code}})]',
    zh: '成员已在{{channel}}确认发送，但没有客户群收到，可能已达当日接收上限[（{{code}}）]',
  },
  ONLY_ON_PLATFORM: {
    en: '{{channel}} lets this draft be published only on its own page[ ({{code}})]',
    zh: '{{channel}}要求在官方后台发布这份草稿[（{{code}}）]',
  },
  ORIGINAL_REFUSED: {
    en: '{{channel}} did not accept the claim of originality[ ({{code}})]',
    zh: '{{channel}}原创声明审核未通过[（{{code}}）]',
  },
  NO_ANSWER: {
    en: '{{channel}} gave no answer; whether it took the request is not known',
    zh: '{{channel}} 没有应答，是否已收到请求尚不清楚。',
  },
  NO_CONNECTION: {
    en: 'No connection to {{channel}} came about',
    zh: '无法连接 {{channel}}。',
  },
  NO_TOKEN: {
    en: 'No access token could be had now; it is tried again[: {{detail}}]',
    zh: '暂时无法取得访问令牌，稍后自动重试[：{{detail}}]',
  },
  PERMISSION_MISSING: {
    en: 'This account lacks a permission on {{channel}}[: {{permission}}][ ({{code}})]',
    zh: '该账号在{{channel}}缺少权限[：{{permission}}][（{{code}}）]',
  },
  PUBLISH_FAILED: {
    en: '{{channel}} took it and could not publish it[ ({{code}})]; look at its own page',
    zh: '{{channel}}已接收但发布失败[（{{code}}）]，请到官方后台查看。',
  },
  REMOVED_ON_PLATFORM: {
    en: '{{channel}} shows it no more: it was deleted or banned there[ ({{code}})]',
    zh: '内容已在{{channel}}被删除或封禁[（{{code}}）]',
  },
  REVIEW_REJECTED: {
    en: 'The review of {{channel}} refused it[ ({{code}})]',
    zh: '{{channel}}审核未通过[（{{code}}）]',
  },
  ROBOT_SECURITY: {
    en: 'The security settings of the robot on {{channel}} refuse it; look at its key words, its signing secret, and the IP address of this server[ ({{code}})][: {{detail}}]',
    zh: '{{channel}}机器人的安全设置未通过，请检查自定义关键词、加签密钥和本服务器 IP[（{{code}}）][：{{detail}}]',
  },
  SAFE_LINK_MISSING: {
    en: '{{channel}} takes only texts with a link to a safe domain of the app[: {{domains}}][ ({{code}})]',
    zh: '{{channel}}要求正文带有已绑定安全域名的链接[：{{domains}}][（{{code}}）]',
  },
  SECRET_LOST: {
    en: 'The credentials cannot be opened[: {{detail}}]',
    zh: '无法解开已保存的凭据[：{{detail}}]',
  },
  SMTP_UNENCRYPTED: {
    en: 'The mail server offers no encryption, without which no password is sent',
    zh: '邮件服务器不支持加密连接，未加密时不会发送密码。',
  },
  TEST_MESSAGE_KIND: {
    en: 'Test messages are for robots of groups; test the connection instead',
    zh: '仅群机器人支持测试消息，其他渠道请使用“测试连接”。',
  },
  TEST_MESSAGE_MODE: {
    en: 'Nothing was sent: the channel is in another mode by now; load the page anew and look where the message would go',
    zh: '未发送：渠道的模式已变更，请刷新页面，确认消息会发往哪里。',
  },
  THREAD_HALF_OUT: {
    en: 'The thread was cut off: {{count}} of its {{total}} parts are out[ ({{why}})]; sending it again goes on behind them',
    zh: '串文发送中断：共 {{total}} 条，已发出 {{count}} 条[（{{why}}）]；再次发送会从断开处继续，不会重复。',
  },
  TOKEN_IN_RENEWAL: {
    en: 'Another process has not finished renewing the access token; it is tried again',
    zh: '另一任务正在更新访问令牌，稍后自动重试。',
  },
  VIDEO_COVER_MISSING: {
    en: '{{channel}} takes no film without a cover; put a picture beside it',
    zh: '{{channel}}的视频必须有封面，请添加 1 张图片作为封面。',
  },
  VIDEO_MISSING: {
    en: '{{channel}} takes films alone by its interface; put one into the post',
    zh: '{{channel}}接口只能发布视频，请添加 1 个视频。',
  },
} satisfies ReasonTexts
