import { Button } from '@mantine/core'
import { useState } from 'react'
import { removeDocument } from '#shared/commands/documents/removeDocument'
import type { Document } from '#shared/model/document'
import { isAllowed } from '#shared/permissions/matrix'
import { ConfirmWithReason } from '../../components/ConfirmWithReason'
import { StatusTag } from '../../components/StatusTag'
import { useTexts } from '../../i18n/useTexts'
import { useOutstandingFiles } from '../../store/queries/documents'
import { execute } from '../../sync/execute'
import { useSession } from '../../sync/sessionStore'
import classes from './Documents.module.css'
import { Preview } from './Preview'

/** One attached scan: its name opens it, the tag says where it is. */
export function DocumentLine({ document }: { document: Document }) {
  const { t } = useTexts('documents')
  const [opened, setOpened] = useState(false)
  const roles = useSession()?.user.roles ?? []
  return (
    <div className={classes.file}>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label={t('view', { name: document.name })}
        onClick={() => setOpened(true)}
      >
        {document.name}
      </Button>
      <Where document={document} />
      {isAllowed(roles, 'document.remove') && (
        <ConfirmWithReason
          open={t('remove')}
          variant="subtle"
          title={t('removeTitle', { name: document.name })}
          body={t('removeBody')}
          reasonLabel={t('removeReason')}
          confirm={t('removeConfirm')}
          onConfirm={async (reason) => {
            const result = await execute(removeDocument, { documentId: document.id, reason })
            return result.ok ? undefined : result.violation
          }}
        />
      )}
      {opened && <Preview document={document} onClose={() => setOpened(false)} />}
    </div>
  )
}

function Where({ document }: { document: Document }) {
  const { t } = useTexts('documents')
  const outstanding = useOutstandingFiles()
  if (document.storedAt !== undefined) return <StatusTag tone="good">{t('stored')}</StatusTag>
  if (!outstanding) return null
  const here = outstanding.find(({ sha256 }) => sha256 === document.sha256)
  if (here?.damaged) return <StatusTag tone="bad">{t('damaged')}</StatusTag>
  return (
    <StatusTag tone="waiting">
      {here ? t('outstanding') : t('outstandingElsewhere', { name: document.added.name })}
    </StatusTag>
  )
}
