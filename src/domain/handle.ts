/** An account's name as the platform shows it, without the @ in front. */
export const toHandle = (text: string): string => text.trim().replace(/^@/, '')

/** Tells whether the text can be an account's name: 1 to 64 characters without spaces. */
export const isHandle = (text: string): boolean => /^[^\s@#]{1,64}$/u.test(text)

/** The same for an account that is mentioned, with its server where the platform has several: `name@server`. */
export const isMention = (text: string): boolean => /^[^\s@#]{1,64}(@[^\s@#]{1,190})?$/u.test(text)
