import { Button, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { addContact } from '#shared/commands/contacts/addContact'
import { removeContact } from '#shared/commands/contacts/removeContact'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import { formatPhone } from '#shared/domain/identity/phone'
import type { EmployerContact } from '#shared/model/employerContact'
import { isAllowed } from '#shared/permissions/matrix'
import { EmptyState } from '../../components/EmptyState'
import { useFindingSentence } from '../../components/form/findingSentence'
import { Panel } from '../../components/Panel'
import { Refusal } from '../../components/Refusal'
import { StatusTag } from '../../components/StatusTag'
import { useTexts } from '../../i18n/useTexts'
import { useIsConfirmed } from '../../store/queries/codes'
import { useContacts } from '../../store/queries/contacts'
import { execute } from '../../sync/execute'
import { newId } from '../../sync/newId'
import { useSession } from '../../sync/sessionStore'
import { checkField } from './changes'
import classes from './ContactsPanel.module.css'
import { useFieldWords } from './fieldWords'

/** Further people to reach at an employer. */
export function ContactsPanel({ employerId }: { employerId: string }) {
  const { t } = useTexts('edits')
  const contacts = useContacts(employerId)
  const roles = useSession()?.user.roles ?? []
  const mayEdit = isAllowed(roles, 'employer.edit')
  const [adding, setAdding] = useState(false)
  return (
    <Panel
      title={t('contacts')}
      actions={
        mayEdit &&
        !adding && (
          <Button variant="default" size="compact-md" onClick={() => setAdding(true)}>
            {t('addContact')}
          </Button>
        )
      }
    >
      {adding && <NewContact employerId={employerId} onDone={() => setAdding(false)} />}
      {contacts?.length === 0 && !adding && <EmptyState>{t('noContacts')}</EmptyState>}
      <ul className={classes.list}>
        {(contacts ?? []).map((contact) => (
          <Contact key={contact.id} contact={contact} mayEdit={mayEdit} />
        ))}
      </ul>
    </Panel>
  )
}

function Contact({ contact, mayEdit }: { contact: EmployerContact; mayEdit: boolean }) {
  const { t } = useTexts('edits')
  const navigate = useNavigate()
  const confirmed = useIsConfirmed('employerContact', contact.id)
  const [refusal, setRefusal] = useState<RuleViolation>()
  const { id: contactId, employerId, name } = contact
  const reach = [contact.phone && formatPhone(contact.phone), contact.email].filter(Boolean)
  const remove = async () => {
    const result = await execute(removeContact, { contactId })
    if (!result.ok) setRefusal(result.violation)
  }
  return (
    <li className={classes.item}>
      {refusal && <Refusal violation={refusal} />}
      <div>
        <strong>{name}</strong>
        {contact.role && <span className={classes.soft}> · {contact.role}</span>}
        <div>{reach.join(' · ')}</div>
        {confirmed === false && <StatusTag tone="waiting">{t('waitingRow')}</StatusTag>}
      </div>
      {mayEdit && (
        <div className={classes.buttons}>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t('editNamed', { name })}
            onClick={() =>
              void navigate({
                to: '/perusahaan/$employerId/kontak/$contactId',
                params: { employerId, contactId },
              })
            }
          >
            {t('edit')}
          </Button>
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            aria-label={t('removeNamed', { name })}
            onClick={() => void remove()}
          >
            {t('remove')}
          </Button>
        </div>
      )}
    </li>
  )
}

const FIELDS = ['name', 'role', 'phone', 'email'] as const
type FieldName = (typeof FIELDS)[number]

function NewContact({ employerId, onDone }: { employerId: string; onDone: () => void }) {
  const { t } = useTexts('edits')
  const { labelOf } = useFieldWords()
  const sentence = useFindingSentence()
  const [typed, setTyped] = useState<Record<FieldName, string>>({
    name: '',
    role: '',
    phone: '',
    email: '',
  })
  const [tried, setTried] = useState(false)
  const [refusal, setRefusal] = useState<RuleViolation>()
  // Saving twice must not make two.
  const [contactId] = useState(() => newId())
  const errorOf = (field: FieldName) =>
    checkField({ entity: 'employerContact', field }, typed[field]).findings.find(
      ({ severity }) => severity === 'ERROR',
    )
  const save = async () => {
    setTried(true)
    if (FIELDS.some(errorOf)) return
    const filled = Object.entries(typed).filter(([, text]) => text.trim() !== '')
    const contact = { name: typed.name, ...Object.fromEntries(filled) }
    const args = { contactId, employerId, contact }
    const result = await execute(addContact, args)
    if (result.ok) onDone()
    else setRefusal(result.violation)
  }
  return (
    // Escape leaves from any of its fields; the fields themselves are the controls.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
      onKeyDown={(event) => event.key === 'Escape' && onDone()}
    >
      {refusal && <Refusal violation={refusal} />}
      {FIELDS.map((field) => {
        const error = tried ? errorOf(field) : undefined
        return (
          <TextInput
            key={field}
            label={labelOf(field)}
            withAsterisk={field === 'name'}
            aria-required={field === 'name'}
            value={typed[field]}
            maxLength={150}
            autoComplete="off"
            // The form was asked for by a key: the cursor goes where typing begins.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus={field === 'name'}
            error={error && sentence(error)}
            onChange={(event) => setTyped({ ...typed, [field]: event.currentTarget.value })}
          />
        )
      })}
      <div className={classes.buttons}>
        <Button variant="default" size="compact-md" onClick={onDone}>
          {t('leave')}
        </Button>
        <Button type="submit" size="compact-md">
          {t('saveContact')}
        </Button>
      </div>
    </form>
  )
}
