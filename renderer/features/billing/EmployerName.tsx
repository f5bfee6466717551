import { useEmployer } from '../../store/queries/employers'

export function EmployerName({ id }: { id: string }) {
  return <>{useEmployer(id)?.legalName ?? '…'}</>
}
