/**
 * Tells whether a text can name a member in events: letters, digits, - and _, and nothing that looks like an e-mail
 * address, a phone number or an identity card.
 */
export const isPseudonym = (text: string): boolean => /^[A-Za-z][A-Za-z0-9_-]{2,63}$/.test(text) && !/\d{11}/.test(text)
