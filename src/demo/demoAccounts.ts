import type { Role } from '../domain/roles.ts'

export interface DemoAccount {
  email: string
  name: string
  password: string
  role: Role
}

const PASSWORD = 'drumbeat-demo'

/** One person per role; only ever made in an empty database. */
export const demoAccounts: readonly DemoAccount[] = [
  { email: 'admin@drumbeat.demo', name: '苏禾(管理员)', password: PASSWORD, role: 'admin' },
  { email: 'editor@drumbeat.demo', name: '陈一一(内容编辑)', password: PASSWORD, role: 'editor' },
  { email: 'reviewer@drumbeat.demo', name: '顾明(审核)', password: PASSWORD, role: 'reviewer' },
  { email: 'kol@drumbeat.demo', name: '何小北(达人运营)', password: PASSWORD, role: 'kol-manager' },
  { email: 'community@drumbeat.demo', name: '许可可(社群运营)', password: PASSWORD, role: 'community-manager' },
  { email: 'analyst@drumbeat.demo', name: '沈计(数据分析)', password: PASSWORD, role: 'analyst' },
]
