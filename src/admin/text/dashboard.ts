/** Texts of the dashboard. */
export const en = {
  attention: {
    licence: 'The licence of “{{name}}” ends on {{until}}',
    licenceCampaign: 'Campaign “{{name}}” goes on until {{on}}',
    title: 'Needs a person',
  },
  clock: {
    alive: 'Running',
    beat: 'Last sign of life {{ago}}',
    claims: '{{count}} in hand',
    lost: 'No sign of life',
    none: 'No worker is running. Nothing goes out until one is started (npm run worker).',
    offset: 'Clock {{offset}} from the database',
    offsetBad: 'Clock is {{offset}} off the database',
    oldestDue: 'Oldest due {{ago}}',
    onTime: 'Nothing is overdue',
    title: 'Worker and clock',
  },
  due: { at: 'due {{time}}', early: 'in {{time}}', late: '{{time}} late', onTime: 'on time' },
  today: {
    attention: 'Needs a person',
    out: 'Out',
    planned: 'Planned',
    title: 'Today',
    upcoming: 'Armed',
  },
}

export const zh: typeof en = {
  attention: {
    licence: '素材「{{name}}」的授权 {{until}} 到期',
    licenceCampaign: '活动「{{name}}」{{on}} 才结束',
    title: '需要人工处理',
  },
  clock: {
    alive: '运行中',
    beat: '最近心跳 {{ago}}',
    claims: '手上 {{count}} 条',
    lost: '失去心跳',
    none: '没有发布进程在运行。启动之前（npm run worker）任何内容都不会发出。',
    offset: '与数据库时钟相差 {{offset}}',
    offsetBad: '时钟偏差过大：{{offset}}',
    oldestDue: '最早一条已到期 {{ago}}',
    onTime: '没有逾期内容',
    title: '发布进程与时钟',
  },
  due: { at: '{{time}} 到期', early: '{{time}}后', late: '晚 {{time}}', onTime: '准时' },
  today: {
    attention: '需要处理',
    out: '已发布',
    planned: '计划中',
    title: '今日发布',
    upcoming: '待发布',
  },
}
