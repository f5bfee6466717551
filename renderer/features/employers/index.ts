export { EmployerPage } from './EmployerPage'
export { EmployersPage } from './EmployersPage'
