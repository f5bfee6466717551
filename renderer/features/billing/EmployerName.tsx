import { usePayer } from '../../store/queries/payers'

/** The name of whoever pays: an employer, a self-employed member or a project. */
export function EmployerName({ id }: { id: string }) {
  return <>{usePayer(id)?.name ?? '…'}</>
}
