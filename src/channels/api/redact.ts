const HIDDEN = '•••'
const MAX_LENGTH = 300
/** Shorter ones would black out ordinary words. */
const MIN_SECRET = 4

/** Parameters that carry secrets, whoever's they are. */
const PARAMETERS =
  /((?:access_?token|app_?secret|api_?key|key|password|secret|sign|signature|token)["']?\s*[=:]\s*["']?)[^\s"'&,}]+/gi
const BEARER = /(Bearer\s+)\S+/gi

/** A platform's words as people and logs may see them: without secrets, and not longer than 300 characters. */
export function redact(text: string, secrets: readonly string[]): string {
  const known = secrets
    .filter((secret) => secret.length >= MIN_SECRET)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    // The longest first: one secret may be part of another.
    .sort((one, other) => other.length - one.length)

  return known
    .reduce((said, secret) => said.replaceAll(secret, HIDDEN), text.replace(PARAMETERS, `$1${HIDDEN}`))
    .replace(BEARER, `$1${HIDDEN}`)
    .slice(0, MAX_LENGTH)
}
