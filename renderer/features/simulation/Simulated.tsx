import { useMemo, type ReactNode } from 'react'
import { TraceView } from '../../components/explain/TraceView'
import { Panel } from '../../components/Panel'
import { useRateTables } from '../../store/queries/rates'
import { useTexts } from '../../i18n/useTexts'
import { simulate, type SimulationInput } from './simulate'
import classes from './Simulated.module.css'

interface SimulatedProps {
  /** `undefined` while the entries are not complete. */
  input: SimulationInput | undefined
  /** The fields. */
  children: ReactNode
}

/** Fields at the left, the receipt at the right; it changes while typing. */
export function Simulated({ input, children }: SimulatedProps) {
  const { t } = useTexts('simulation')
  const tables = useRateTables()
  const text = JSON.stringify(input)
  const trace = useMemo(
    () => (text === undefined ? undefined : simulate(tables, JSON.parse(text) as SimulationInput)),
    [tables, text],
  )
  return (
    <div className={classes.desk}>
      <Panel title={t('input')}>
        <div className={classes.fields}>{children}</div>
      </Panel>
      <Panel title={t('result')}>
        {trace ? <TraceView trace={trace} /> : <p>{t(input ? 'notPossible' : 'fillIn')}</p>}
      </Panel>
    </div>
  )
}
