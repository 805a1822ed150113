import type { AccountField } from '../../domain/channelAdapter.ts'

/** Who publishes by hand, and how they are reminded; the same for every platform. */
export const operatorSettings: readonly AccountField[] = [
  {
    name: 'assignee',
    help: {
      en: 'The e-mail address with which that person signs in here; each publication can be given to somebody else on its page.',
      zh: '该成员登录本系统的邮箱；每条发布也可在其页面改派。',
    },
    label: { en: 'Who publishes', zh: '默认负责人' },
    pattern: String.raw`[^\s@]+@[^\s@]+`,
    required: false,
  },
  {
    name: 'remindBeforeMinutes',
    type: 'number',
    default: 30,
    help: {
      en: 'How long before the time people are told to get ready; 0 tells nobody.',
      zh: '提前多少分钟提醒准备；填 0 则不提醒。',
    },
    label: { en: 'Remind before (minutes)', zh: '提前提醒（分钟）' },
    required: false,
  },
  {
    name: 'remindAfterMinutes',
    type: 'number',
    default: 30,
    help: {
      en: 'How long after the time people are told that it still waits; 0 tells nobody.',
      zh: '到点后多少分钟仍未发布则再次提醒；填 0 则不提醒。',
    },
    label: { en: 'Remind after (minutes)', zh: '逾期提醒（分钟）' },
    required: false,
  },
  {
    name: 'remindBy',
    type: 'select',
    default: 'email',
    help: {
      en: 'A robot of the group in which your operators work, or an e-mail to the assignee by the mail server of the alarms.',
      zh: '运营同事所在群的群机器人，或用告警设置中的邮件服务器给负责人发邮件。',
    },
    label: { en: 'Remind by', zh: '提醒方式' },
    options: [
      { label: { en: 'E-mail', zh: '邮件' }, value: 'email' },
      { label: { en: 'WeCom group robot', zh: '企业微信群机器人' }, value: 'wecom' },
      { label: { en: 'Feishu group robot', zh: '飞书群机器人' }, value: 'feishu' },
      { label: { en: 'DingTalk group robot', zh: '钉钉群机器人' }, value: 'dingtalk' },
      { label: { en: 'Signed webhook', zh: '签名 Webhook' }, value: 'webhook' },
    ],
    required: false,
  },
]

/** For platforms whose posts have addresses. */
export const liveUrlSettings: readonly AccountField[] = [
  {
    name: 'liveUrlHosts',
    help: {
      en: 'Further hosts of addresses that may be pasted back, separated by commas, for when the platform changes its own.',
      zh: '平台更换链接域名时，在此补充可回填的域名，用逗号分隔。',
    },
    label: { en: 'Further hosts of live links', zh: '补充的链接域名' },
    required: false,
  },
]

/** How the group's robot is reached. */
export const operatorCredentials: readonly AccountField[] = [
  {
    name: 'robotUrl',
    help: {
      en: 'The webhook address that the group shows when the robot is added.',
      zh: '在群设置中添加群机器人后显示的 Webhook 地址。',
    },
    label: { en: "Group robot's address", zh: '群机器人地址' },
    pattern: String.raw`https?://\S+`,
    required: false,
  },
  {
    name: 'robotSecret',
    help: {
      en: 'Only where signing is switched on in the security settings of the robot.',
      zh: '仅在机器人安全设置中启用“加签”时填写。',
    },
    label: { en: "Group robot's signing secret", zh: '群机器人加签密钥' },
    required: false,
  },
]
