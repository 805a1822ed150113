export { demoAccounts, type DemoAccount } from './demoAccounts.ts'
export { seedDemo, type SeedDemoArgs } from './seedDemo.ts'
