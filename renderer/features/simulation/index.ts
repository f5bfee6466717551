export { SimulationPage } from './SimulationPage'
