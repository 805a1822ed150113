export { createDrumbeatRouter } from '../server/createRouter.ts'
export { startDrumbeatWorker } from './worker.ts'
