/** The groups of the admin's menu. */
export const groups = {
  community: { en: 'Community', zh: '社群' },
  content: { en: 'Content', zh: '内容' },
  insight: { en: 'Insight', zh: '洞察' },
  partners: { en: 'Partners', zh: '合作' },
  planning: { en: 'Planning', zh: '计划' },
  settings: { en: 'Settings', zh: '设置' },
}
