import { describe, expect, it } from 'vitest'

import { isBot, isCrawler } from '../../src/engagement/bots.ts'

const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.50'

describe('isBot and isCrawler', () => {
  it.each([
    ['a phone in WeChat', PHONE, false, false],
    ['Baidu', 'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)', true, true],
    ['a headless browser', 'Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/141.0.0.0 Safari/537.36', true, true],
    ['curl', 'curl/8.5.0', true, false],
    ["Node's fetch", 'node', true, false],
    ['a Python script', 'python-requests/2.32', true, false],
    ['nobody', undefined, true, false],
  ])('know %s', (_title, userAgent, bot, crawler) => {
    expect([isBot(userAgent), isCrawler(userAgent)]).toEqual([bot, crawler])
  })
})
