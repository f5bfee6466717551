import { Alert, Button } from '@mantine/core'
import { IconDownload, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { createLetter } from '#shared/commands/letters/createLetter'
import { recordPrint } from '#shared/commands/letters/recordPrint'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import type { Letter } from '#shared/model/letter'
import { Refusal } from '../../components/Refusal'
import { useSaveKey } from '../../components/useSaveKey'
import { useHost } from '../../host/HostContext'
import { execute } from '../../sync/execute'
import { newId } from '../../sync/newId'
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

/** Print and save. Both put the copy on record first: what is refused never leaves the program. */
export function PaperActions({ kind, rows, letter, bytes, date }: PaperActionsProps) {
  const { t } = useTexts('letters')
  const host = useHost()
  const [refusal, setRefusal] = useState<RuleViolation>()
  const [notice, setNotice] = useState<string>()
  const [busy, setBusy] = useState(false)
  const fileName = `${letterKindInAddress(kind)}-${rows.code.code}.pdf`

  const withRecord =
    (deliver: (paper: Uint8Array<ArrayBuffer>, copy: number) => Promise<string>) => async () => {
      if (!bytes || busy) return
      setBusy(true)
      setRefusal(undefined)
      try {
        const violation = await recordCopy(kind, rows, letter, date)
        if (violation) setRefusal(violation)
        else setNotice(await deliver(bytes, (letter?.prints.length ?? 0) + 1))
      } finally {
        setBusy(false)
      }
    }

  const print = withRecord(async (paper, copy) => {
    const result = await host.printPdf(paper, { title: fileName })
    return result.status === 'failed'
      ? t('printFailed', { reason: result.reason })
      : t('printed', { copy })
  })
  const save = withRecord(async (paper) => {
    const { saved } = await host.saveFile({
      suggestedName: fileName,
      mime: 'application/pdf',
      bytes: paper,
    })
    return saved ? t('saved') : ''
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
