import { isbot } from 'isbot'

/** Programs that call for somebody: a mini-program's backend, a shop's server, an app's HTTP library. */
const HTTP_LIBRARY =
  /^(?:apache-httpclient|axios|curl|dart|deno|go-http-client|got|guzzlehttp|httpie|insomnia|java|node|okhttp|php|postman|python|reqwest|ruby|undici|wget)\b/i

/**
 * Tells whether a visit was made by a program: crawlers, link previews, headless browsers, HTTP
 * libraries, and whoever does not say what it is.
 *
 * For the pixel and short links, which only a person's browser has a reason to open.
 */
export const isBot = (userAgent: string | undefined): boolean =>
  userAgent === undefined || userAgent === '' || isbot(userAgent)

/**
 * Tells whether a caller of our API is a crawler or a headless browser.
 *
 * An HTTP library is none: there a program reports what people did, or fetches what a site shows them.
 */
export const isCrawler = (userAgent: string | undefined): boolean =>
  isbot(userAgent) && !HTTP_LIBRARY.test(userAgent ?? '')
