import type { AccountField } from '../../domain/channelAdapter.ts'

/** A robot that is told to watch for a word takes no message without it. */
export const KEYWORD_FIELD: AccountField = {
  name: 'keyword',
  help: {
    en: 'Only where the robot’s security settings name key words: one of them. Texts without it are found before they are sent.',
    zh: '仅当机器人安全设置启用“自定义关键词”时填写其中一个；缺少该词的内容会提前提示。',
  },
  label: { en: 'Key word', zh: '自定义关键词' },
  required: false,
}
