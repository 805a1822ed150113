/** A topic's name, without the # before it or, as Weibo writes it, around it. */
export const toTopic = (text: string): string =>
  text
    .trim()
    .replace(/^[#＃]+|[#＃]+$/gu, '')
    .trim()
