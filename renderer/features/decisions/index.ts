export { DecisionsPage } from './DecisionsPage'
