import type { ReasonTexts } from './fillText.ts'

/** What the law wants to be said of a post. */
export const disclosureTexts = {
  AD_LABEL_MISSING: {
    en: 'It sells something and shows a way to buy, so it must be marked as advertising (Internet Advertising Measures, Art. 9): begin the title or the text with {{label}}',
    zh: '内容带有商业推广和购买方式，须显著标明“广告”（《互联网广告管理办法》第九条）：请在标题或正文开头加上{{label}}。',
  },
  AD_LABEL_TRANSLATION: {
    en: 'Readers may ask for this post in {{language}}, and there it sells something without being marked as advertising (Internet Advertising Measures, Art. 9): begin that title or text with {{label}}, or #ad where all of it is English',
    zh: '该频道也提供{{language}}版本，其中带有商业推广和购买方式，须显著标明“广告”（《互联网广告管理办法》第九条）：请在该语言的标题或正文开头加上{{label}}；全文为英文时也可用 #ad。',
  },
  AI_FILM_UNLABELLED: {
    en: 'The film “{{film}}” was made with AI and shows no label (GB 45438-2025): write the AI label onto its beginning, at least 5 % of the shorter side high and for at least 2 seconds, upload it again, and tick “shows the AI label already” on the medium',
    zh: '视频“{{film}}”由人工智能生成，但画面没有标识（GB 45438-2025）：请在片头画面加上“AI生成”字样（字高不低于最短边的 5%，持续至少 2 秒），重新上传后在媒体中勾选“画面已带有 AI 标识”。',
  },
} as const satisfies ReasonTexts
