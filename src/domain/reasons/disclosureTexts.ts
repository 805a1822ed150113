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
} as const satisfies ReasonTexts
