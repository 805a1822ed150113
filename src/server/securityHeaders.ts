import type { RequestHandler } from 'express'

/**
 * Headers that every answer carries.
 *
 * The content policy leaves scripts and styles to Payload's admin, which needs them inline, and closes the rest: foreign
 * frames, plug-ins, another base, forms to elsewhere.
 */
export const securityHeaderValues = ({ isHttps }: { isHttps: boolean }): Record<string, string> => ({
  'content-security-policy': "base-uri 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'",
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  ...(isHttps ? { 'strict-transport-security': 'max-age=31536000' } : {}),
})

/** Sets them on what Express answers. */
export const securityHeaders = ({ isHttps }: { isHttps: boolean }): RequestHandler => {
  const headers = securityHeaderValues({ isHttps })

  return (_request, response, next) => {
    for (const [name, value] of Object.entries(headers)) {
      response.setHeader(name, value)
    }

    next()
  }
}
