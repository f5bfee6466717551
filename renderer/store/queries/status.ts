export { useOpenRejectionCount } from './decisions'
export { useActivity, useClientMeta, useOutboxSummary } from './outbox'
