/** Texts of figures, and the pages that show them. */
export const en = {
  campaign: { figures: 'Figures', publications: 'Publications', tab: 'Results' },
  figures: {
    byDay: 'By day',
    clicks: 'Clicks',
    comments: 'Comments',
    day: 'Day',
    impressions: 'Impressions',
    interactions: 'Interactions',
    likes: 'Likes',
    orders: 'Orders',
    published: 'Published',
    revenue: 'Revenue',
    saves: 'Saves',
    shares: 'Shares',
    title: 'Last 7 days',
    views: 'Views',
  },
}

export const zh: typeof en = {
  campaign: { figures: '数据', publications: '发布记录', tab: '效果' },
  figures: {
    byDay: '按天',
    clicks: '点击',
    comments: '评论',
    day: '日期',
    impressions: '曝光',
    interactions: '互动',
    likes: '点赞',
    orders: '订单',
    published: '发布',
    revenue: '成交额',
    saves: '收藏',
    shares: '分享',
    title: '近 7 天数据',
    views: '浏览',
  },
}
