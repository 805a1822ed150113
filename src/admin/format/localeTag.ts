/** The tag for `Intl` of a language of the admin. */
export const localeTag = (language: string): string => (language.startsWith('zh') ? 'zh-CN' : language)
