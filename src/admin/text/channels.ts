/** Texts of channels and their health. */
export const en = {
  channel: {
    check: 'Check now',
    checkFailed: 'The check found problems',
    checkFine: 'Settings and credentials are complete',
    credentials: 'Credentials',
    credentialsMissing: 'Missing: {{names}}',
    credentialsNone: 'None needed',
    credentialsSet: 'Set',
    health: 'Health',
    lastError: 'Last error',
    lastSuccess: 'Last success',
    never: 'never',
    noTraffic: 'Nothing sent in 7 days',
    outcome7: 'Last 7 days',
    resting: 'It failed several times and rests; it is tried again at',
  },
  health: { failing: 'Failing', ok: 'Healthy', unknown: 'Not used yet' },
  mode: { live: 'Live', paused: 'Paused', rehearsal: 'Rehearsal' },
  modeHelp: {
    live: 'Goes to the platform.',
    paused: 'Sends nothing; due publications are held back.',
    rehearsal: 'Goes to the sandbox, not to the platform.',
  },
  outcome: { bad: '{{count}} not out', good: '{{count}} out' },
}

export const zh: typeof en = {
  channel: {
    check: '立即检查',
    checkFailed: '检查发现问题',
    checkFine: '设置与凭据齐全',
    credentials: '凭据',
    credentialsMissing: '缺少：{{names}}',
    credentialsNone: '无需凭据',
    credentialsSet: '已设置',
    health: '健康状况',
    lastError: '最近一次错误',
    lastSuccess: '最近一次成功',
    never: '从未',
    noTraffic: '近 7 天没有发送',
    outcome7: '近 7 天',
    resting: '连续失败，已暂停发送；再次尝试：',
  },
  health: { failing: '异常', ok: '正常', unknown: '尚未使用' },
  mode: { live: '正式', paused: '已暂停', rehearsal: '演练' },
  modeHelp: {
    live: '发送到真实平台。',
    paused: '不发送；到期内容会被拦下。',
    rehearsal: '发送到沙盒，不会到达真实平台。',
  },
  outcome: { bad: '未发出 {{count}}', good: '已发出 {{count}}' },
}
