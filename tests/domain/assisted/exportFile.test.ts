import { describe, expect, it } from 'vitest'

import { readExport } from '../../../src/domain/assisted/exportFile.ts'
import { matchExport } from '../../../src/domain/assisted/matchExport.ts'

const HEAD = ['笔记标题', '首次发布时间', '曝光', '观看量', '点赞', '评论', '收藏', '涨粉', '分享']

describe('readExport', () => {
  it('finds the head below the notes of the platform, and the figures below their names', () => {
    expect(
      readExport([['最多导出 1000 条笔记'], HEAD, ['防晒', '2026-11-20', '12,300', 4_560, 78, '-', 9, '', 2], []]),
    ).toEqual([
      {
        row: 3,
        title: '防晒',
        totals: { impression: 12_300, like: 78, save: 9, share: 2, view: 4_560 },
        url: '',
      },
    ])
  })

  it('keeps a line whose figure is no number, without its figures', () => {
    expect(
      readExport([
        ['标题', '播放量'],
        ['防晒', '很多'],
      ]),
    ).toEqual([{ row: 2, title: '防晒', totals: null, url: '' }])
  })

  it('takes no other sheet for one', () => {
    expect(
      readExport([
        ['标题', '内容'],
        ['防晒', '记得补涂'],
      ]),
    ).toBeNull()
    expect(readExport([])).toBeNull()
  })
})

describe('matchExport', () => {
  const published = [
    { id: 'a', title: '防晒', url: 'https://www.xiaohongshu.com/explore/650000000000000000000001?xsec_token=x' },
    { id: 'b', title: '防晒', url: null },
    { id: 'c', title: '卸妆', url: null },
    { id: 'd', title: '直播预告', url: 'https://www.douyin.com/user/self?modal_id=7300000000000000001' },
    { id: 'e', title: '探店', url: 'https://www.douyin.com/video/7300000000000000002' },
    { id: 'f', title: '新品', url: 'https://channels.weixin.qq.com/web/pages/feed?eid=export%2FUzFf1' },
    { id: 'g', title: '开箱', url: 'https://mp.weixin.qq.com/s?__biz=Mz&mid=1&idx=1' },
  ]
  const line = (changes: object) => ({ row: 2, title: '', totals: { view: 1 }, url: '', ...changes })

  it.each([
    [
      'by its link, under whatever host',
      { url: 'https://xiaohongshu.com/discovery/item/650000000000000000000001' },
      ['a'],
      [],
    ],
    ['by a title that only one has', { title: '卸妆' }, ['c'], []],
    [
      'by the number of what Douyin shows over a list',
      { url: 'https://www.douyin.com/user/self?modal_id=7300000000000000001&showTab=post' },
      ['d'],
      [],
    ],
    [
      'by that number, also where the post stands on a page of its own',
      { url: 'https://www.douyin.com/discover?modal_id=7300000000000000002' },
      ['e'],
      [],
    ],
    [
      'not by the page on which Douyin shows another',
      { url: 'https://www.douyin.com/user/self?modal_id=7399000000000000999' },
      [],
      ['not-found'],
    ],
    [
      'by what WeChat Channels name behind their page',
      { url: 'https://channels.weixin.qq.com/web/pages/feed?eid=export/UzFf1' },
      ['f'],
      [],
    ],
    [
      'not by the page on which WeChat Channels show another',
      { url: 'https://channels.weixin.qq.com/web/pages/feed?eid=export/UzFf2' },
      [],
      ['not-found'],
    ],
    [
      'by title alone, where the address names no post',
      { title: '卸妆', url: 'https://mp.weixin.qq.com/s?__biz=Mz&mid=2&idx=1' },
      ['c'],
      [],
    ],
    ['not by a title that two have', { title: '防晒' }, [], ['ambiguous']],
    ['not at all, where nothing fits', { title: '面膜' }, [], ['not-found']],
    ['not with a figure that is no number', { title: '卸妆', totals: null }, [], ['bad-figure']],
  ])('finds a publication %s', (_title, changes, matched, unmatched) => {
    const found = matchExport([line(changes)], published)

    expect(found.matched.map(({ publication }) => publication)).toEqual(matched)
    expect(found.unmatched.map(({ why }) => why)).toEqual(unmatched)
  })
})
