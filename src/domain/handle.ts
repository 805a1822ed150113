/** An account's name as the platform shows it, without the @ in front. */
export const toHandle = (text: string): string => text.trim().replace(/^@/, '')

/** Tells whether the text can be an account's name: 1 to 64 characters without spaces. */
export const isHandle = (text: string): boolean => /^[^\s@#]{1,64}$/u.test(text)
