/** Tells whether the text is an absolute http or https address without a password in it. */
export function isWebUrl(text: string): boolean {
  try {
    const url = new URL(text)

    return (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === ''
  } catch {
    return false
  }
}
