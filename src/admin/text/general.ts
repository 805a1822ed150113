/** Texts of every view. */
export const en = {
  empty: {
    attention: 'Nothing needs a person.',
    figures: 'No engagement recorded in these days yet.',
    publications: 'No publications yet. Schedule the post and arm it.',
    schedules: 'No schedule yet.',
    today: 'Nothing goes out today. Schedule an approved post and it appears here.',
  },
  general: {
    brokenJson: 'This is not valid JSON yet; it is not saved.',
    close: 'Close',
    denied: 'Your role may not open this page.',
    failed: 'That did not work',
    goTo: 'Open',
    loading: 'Loading…',
    loadFailed: 'Could not load. Trying again…',
    more: 'and {{count}} more',
    viewAll: 'View all',
    zoneNote: 'Times in {{zone}}',
  },
}

export const zh: typeof en = {
  empty: {
    attention: '没有需要人工处理的内容。',
    figures: '这几天还没有互动数据。',
    publications: '还没有发布记录。新建排期并设为就绪后会显示在这里。',
    schedules: '还没有排期。',
    today: '今天没有要发布的内容。为审核通过的内容排期后会显示在这里。',
  },
  general: {
    brokenJson: '还不是有效的 JSON，暂不保存。',
    close: '关闭',
    denied: '您的角色不能打开此页面。',
    failed: '操作未成功',
    goTo: '打开',
    loading: '加载中…',
    loadFailed: '加载失败，正在重试…',
    more: '另有 {{count}} 条',
    viewAll: '查看全部',
    zoneNote: '时间按 {{zone}} 显示',
  },
}
