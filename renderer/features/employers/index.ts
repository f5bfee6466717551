export { EmployerPage } from './EmployerPage'
export { SegmentsPage } from './SegmentsPage'
export { EmployersPage } from './EmployersPage'
