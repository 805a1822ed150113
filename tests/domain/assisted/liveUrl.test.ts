import { describe, expect, it } from 'vitest'

import { ASSISTED_KINDS } from '../../../src/channels/assisted/index.ts'
import { decideLiveUrl, withFurtherHosts } from '../../../src/domain/assisted/liveUrl.ts'
import type { AssistedManifest } from '../../../src/domain/channelAdapter.ts'

const NOTE = '650000000000000000000001'
const assistedOf = (kind: string): AssistedManifest =>
  ASSISTED_KINDS.find(({ manifest }) => manifest.kind === kind)?.manifest.assisted as AssistedManifest
const decide = (channel: string, text: string) => decideLiveUrl({ assisted: assistedOf(channel), channel, text })

describe('decideLiveUrl', () => {
  it.each([
    ['xiaohongshu', `https://www.xiaohongshu.com/explore/${NOTE}?xsec_token=AB`],
    ['xiaohongshu', `https://www.xiaohongshu.com/discovery/item/${NOTE}`],
    ['xiaohongshu', 'http://xhslink.com/a/AbC123'],
    ['douyin', 'https://www.douyin.com/video/7300000000000000000'],
    ['douyin', 'https://www.douyin.com/note/7300000000000000000'],
    ['douyin', 'https://v.douyin.com/iRNBho6u/'],
    ['wechat-channels', 'https://weixin.qq.com/sph/AbCdEf'],
  ])('checks an address of %s: %s', (kind, url) => {
    expect(decide(kind, url)).toEqual({ action: 'check', url })
  })

  it('finds the address in the words in which an app shares it', () => {
    expect(
      decide('xiaohongshu', '52 夏日防晒｜小红书 😆 http://xhslink.com/a/AbC123，复制本条信息，打开【小红书】查看'),
    ).toEqual({
      action: 'check',
      url: 'http://xhslink.com/a/AbC123',
    })
  })

  it.each([
    ['another platform’s', 'xiaohongshu', 'https://www.douyin.com/video/7300000000000000000', 'LIVE_URL_FOREIGN'],
    [
      'one that only looks like it',
      'xiaohongshu',
      `https://xiaohongshu.com.evil.test/explore/${NOTE}`,
      'LIVE_URL_FOREIGN',
    ],
    ['one that ends like it', 'xiaohongshu', `https://notxiaohongshu.com/explore/${NOTE}`, 'LIVE_URL_FOREIGN'],
    ['below a host of short links', 'xiaohongshu', 'https://evil.xhslink.com/a/AbC', 'LIVE_URL_FOREIGN'],
    ['an official account’s', 'wechat-channels', 'https://mp.weixin.qq.com/s/AbC', 'LIVE_URL_FOREIGN'],
    ['the home page', 'xiaohongshu', 'https://www.xiaohongshu.com/', 'LIVE_URL_NOT_A_POST'],
    ['a script', 'xiaohongshu', 'javascript:alert(1)', 'URL'],
    ['one with a password', 'xiaohongshu', `https://a:b@www.xiaohongshu.com/explore/${NOTE}`, 'URL'],
    ['nothing', 'xiaohongshu', '', 'URL'],
  ])('refuses %s address', (_title, kind, text, code) => {
    expect(decide(kind, text)).toMatchObject({ action: 'refuse', reason: { code, path: 'url' } })
  })

  it.each(['wechat-group', 'wechat-moments'])('asks for none where a post has none: %s', (kind) => {
    expect(decide(kind, '')).toEqual({ action: 'take' })
  })

  it('takes what an account adds when a platform changes its hosts', () => {
    const assisted = withFurtherHosts(assistedOf('xiaohongshu'), { liveUrlHosts: 'rednote.com, xhs.cn' })

    expect(decideLiveUrl({ assisted, channel: 'xiaohongshu', text: 'https://xhs.cn/o/1' })).toMatchObject({
      action: 'check',
    })
    expect(decideLiveUrl({ assisted, channel: 'xiaohongshu', text: 'https://example.com/1' })).toMatchObject({
      action: 'refuse',
    })
  })
})
