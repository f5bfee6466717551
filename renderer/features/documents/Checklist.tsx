import { Alert, FileButton, Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState, type DragEvent } from 'react'
import {
  missingKinds,
  type ChecklistItem,
  type DocumentKind,
} from '#shared/domain/registration/attachments'
import { isAllowed } from '#shared/permissions/matrix'
import { LoadingLine } from '../../components/LoadingLine'
import { Refusal } from '../../components/Refusal'
import { StatusTag } from '../../components/StatusTag'
import { useTexts } from '../../i18n/useTexts'
import { useDocuments } from '../../store/queries/documents'
import { useSession } from '../../sync/sessionStore'
import { addFile, guessKind, type Owner, type Unattached } from './addFiles'
import { DocumentLine } from './DocumentLine'
import classes from './Documents.module.css'

const ACCEPT = 'image/jpeg,image/png,image/webp,application/pdf'

/** What is there and what is missing; scans are dropped on it or chosen line by line. */
export function Checklist({
  owner,
  checklist,
}: {
  owner: Owner
  checklist: readonly ChecklistItem[]
}) {
  const { t } = useTexts('documents')
  const documents = useDocuments(owner.type, owner.id)
  const roles = useSession()?.user.roles ?? []
  const [over, setOver] = useState(false)
  const [adding, setAdding] = useState<string>()
  const [unattached, setUnattached] = useState<readonly Unattached[]>([])
  if (!documents) return null

  const mayAttach = isAllowed(roles, 'document.attach')
  const missing = missingKinds(checklist, new Set(documents.map(({ kind }) => kind)))
  const add = async (files: readonly File[], kind?: DocumentKind) => {
    const failed: Unattached[] = []
    for (const file of files) {
      setAdding(file.name)
      const kinds = checklist.map((item) => item.kind)
      const problem = await addFile(owner, kind ?? guessKind(file.name, kinds), file)
      if (problem) failed.push(problem)
    }
    setAdding(undefined)
    setUnattached(failed)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void add([...event.dataTransfer.files])
  }
  const dropping = mayAttach && {
    onDragOver: (event: DragEvent) => {
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: drop,
  }
  return (
    <div
      className={classes.area}
      data-over={over}
      role="group"
      aria-label={t('dropArea')}
      {...dropping}
    >
      <p role="status">
        {missing.length === 0 ? (
          <StatusTag tone="good">{t('complete')}</StatusTag>
        ) : (
          <StatusTag tone="waiting">
            {t('missing', { kinds: missing.map((kind) => t(`kind.${kind}`)).join(', ') })}
          </StatusTag>
        )}
      </p>
      {unattached.map((one) => (
        <WhyNot key={one.name} unattached={one} />
      ))}
      <ul className={classes.list}>
        {checklist.map(({ kind, required }) => {
          const files = documents.filter((one) => one.kind === kind)
          return (
            <li key={kind}>
              <div className={classes.kind}>
                <span>
                  {t(`kind.${kind}`)}{' '}
                  <span className={classes.soft}>
                    {required && `(${t('required')})`} {files.length === 0 && t('none')}
                  </span>
                </span>
                {mayAttach && (
                  <FileButton accept={ACCEPT} multiple onChange={(list) => void add(list, kind)}>
                    {(props) => (
                      <Button
                        {...props}
                        variant="default"
                        size="compact-sm"
                        aria-label={t('attachKind', { kind: t(`kind.${kind}`) })}
                      >
                        {t('attach')}
                      </Button>
                    )}
                  </FileButton>
                )}
              </div>
              {files.map((document) => (
                <DocumentLine key={document.id} document={document} />
              ))}
            </li>
          )
        })}
      </ul>
      {adding !== undefined && <LoadingLine>{t('adding', { name: adding })}</LoadingLine>}
      {mayAttach && <p className={classes.soft}>{t('drop')}</p>}
    </div>
  )
}

function WhyNot({ unattached }: { unattached: Unattached }) {
  const { t } = useTexts('documents')
  if ('violation' in unattached) return <Refusal violation={unattached.violation} />
  return (
    <Alert
      color="red"
      role="alert"
      mb="sm"
      icon={<IconAlertTriangle size={20} aria-hidden />}
      title={t(unattached.problem, { name: unattached.name })}
    >
      {t('problemKept')}
    </Alert>
  )
}
