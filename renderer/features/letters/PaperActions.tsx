import { Alert, Button } from '@mantine/core'
import { IconDownload, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { createLetter } from '#shared/commands/letters/createLetter'
import { recordPrint } from '#shared/commands/letters/recordPrint'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import type { Letter } from '#shared/model/letter'
import { Refusal } from '../../components/Refusal'
import { today } from '../../components/format'
import { useSaveKey } from '../../components/useSaveKey'
import { useHost } from '../../host/HostContext'
import { execute } from '../../sync/execute'
import { newId } from '../../sync/newId'
import { isLiveCode, promisedUntil } from '../paymentCodes'
import { closedCodeRefusal, lapsedRefusal } from './closedCode'
import { letterKindInAddress } from './letterKind'
import type { PaperRows } from './paper'
import { useTexts } from '../../i18n/useTexts'

interface PaperActionsProps {
  kind: Letter['kind']
  rows: PaperRows
  letter: Letter | undefined
  bytes: Uint8Array<ArrayBuffer> | undefined
  date: string
}

interface Delivery {
  /** The paper may be out of our hands. */
  left: boolean
  sentence: string
}

/** Print and save. Nothing is handed over for a code that is not alive; every copy is on record. */
export function PaperActions({ kind, rows, letter, bytes, date }: PaperActionsProps) {
  const { t } = useTexts('letters')
  const host = useHost()
  const [refusal, setRefusal] = useState<Pick<RuleViolation, 'code' | 'detail'>>()
  const [notice, setNotice] = useState<string>()
  const [busy, setBusy] = useState(false)
  const copy = (letter?.prints.length ?? 0) + 1
  const fileName = `${letterKindInAddress(kind)}-${rows.code.code}.pdf`

  /** Delivers the paper and, when it may have left the program, puts the copy on record. */
  const deliver = async (hand: (paper: Uint8Array<ArrayBuffer>) => Promise<Delivery>) => {
    if (!bytes || busy) return
    const { code, confirmed } = rows
    if (!isLiveCode(code, today())) return setRefusal(closedCodeRefusal(code))
    // The page may have stood open over midnight.
    if (today() > promisedUntil(code, confirmed)) return setRefusal(lapsedRefusal(code))
    setBusy(true)
    setRefusal(undefined)
    try {
      const { left, sentence } = await hand(bytes)
      const violation = left ? await recordCopy(kind, rows, letter, date) : undefined
      setRefusal(violation)
      setNotice(violation ? '' : sentence)
    } finally {
      setBusy(false)
    }
  }

  const print = () =>
    deliver(async (paper) => {
      const result = await host.printPdf(paper, { title: fileName })
      switch (result.status) {
        case 'dialog':
          return { left: true, sentence: t('printed', { copy }) }
        case 'cancelled':
          return { left: false, sentence: '' }
        case 'failed':
          return { left: false, sentence: t('printFailed', { reason: result.reason }) }
      }
    })
  const save = () =>
    deliver(async (paper) => {
      const file = { suggestedName: fileName, mime: 'application/pdf', bytes: paper }
      const { saved } = await host.saveFile(file)
      return { left: saved, sentence: saved ? t('saved') : '' }
    })
  useSaveKey(() => void save())

  return (
    <>
      <Button
        variant="default"
        disabled={!bytes || busy}
        leftSection={<IconDownload size={16} aria-hidden />}
        onClick={() => void save()}
        aria-keyshortcuts="Control+S"
      >
        {t('save')}
      </Button>
      <Button
        disabled={!bytes || busy}
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => void print()}
      >
        {t('print')}
      </Button>
      {refusal && <Refusal violation={refusal} />}
      {notice && (
        <Alert color="green" role="status" py={4}>
          {notice}
        </Alert>
      )}
    </>
  )
}

/** Puts the letter on record if it is not yet, then this copy. */
async function recordCopy(
  kind: Letter['kind'],
  { code }: PaperRows,
  letter: Letter | undefined,
  date: string,
): Promise<RuleViolation | undefined> {
  const letterId = letter?.id ?? newId()
  if (!letter) {
    const created = await execute(createLetter, {
      letterId,
      kind,
      paymentCodeId: code.id,
      asOf: date,
      expected: { principal: code.principal, fine: code.fine, total: code.amount },
    })
    if (!created.ok) return created.violation
  }
  const recorded = await execute(recordPrint, { letterId })
  return recorded.ok ? undefined : recorded.violation
}
