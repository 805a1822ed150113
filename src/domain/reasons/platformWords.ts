import type { Labels } from '../labels.ts'

/** What people call a platform, by the name that its adapter gives to errors; others are called the same in both languages. */
export const platformWords: Readonly<Record<string, Labels>> = {
  DingTalk: { en: 'DingTalk', zh: '钉钉' },
  Feishu: { en: 'Feishu', zh: '飞书' },
  SMTP: { en: 'SMTP', zh: '邮件服务器' },
  Sandbox: { en: 'Sandbox', zh: '沙盒' },
  WeChat: { en: 'WeChat', zh: '微信' },
  WeCom: { en: 'WeCom', zh: '企业微信' },
}
