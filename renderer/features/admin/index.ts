export { NewProposalPage } from './NewProposalPage'
export { RatesPage } from './RatesPage'
export { ReleasePage } from './ReleasePage'
