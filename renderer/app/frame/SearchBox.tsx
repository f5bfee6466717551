import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { search, useSearch, type SearchHit } from './useSearch'
import { useTexts } from '../../i18n/useTexts'

/** Finds anything on this computer; `/` or Ctrl+K jumps here from everywhere. */
export function SearchBox() {
  const { t } = useTexts('frame')
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const { selectFirstOption } = combobox
  const [typed, setTyped] = useState('')
  const answer = useSearch(typed)
  const hits = answer?.hits

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const inField =
        event.target instanceof HTMLElement &&
        /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)
      const wanted =
        (event.ctrlKey && event.key.toLowerCase() === 'k') || (event.key === '/' && !inField)
      if (!wanted) return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])

  const open = (hit: SearchHit | undefined) => {
    if (!hit) return
    setTyped('')
    combobox.closeDropdown()
    void navigate({ to: '/perusahaan/$employerId', params: { employerId: hit.employerId } })
  }

  useEffect(() => {
    if (hits && hits.length > 0) selectFirstOption()
  }, [hits, selectFirstOption])

  /** Enter right behind the last letter, e.g. from a scanner, means what was typed. */
  const isOld = answer?.text !== typed.trim()
  const openFirst = async (text: string) => open((await search(text))[0])

  return (
    <Combobox
      // Beside the field, not at the end of the document: inside the page's landmarks.
      withinPortal={false}
      store={combobox}
      onOptionSubmit={(id) => !isOld && open(hits?.find((hit) => hit.id === id))}
      transitionProps={{ duration: 0 }}
    >
      <Combobox.Target>
        <TextInput
          ref={input}
          flex={1}
          maw={520}
          mx="auto"
          aria-label={t('search')}
          placeholder={`${t('search')} …`}
          title={t('searchHint')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            combobox.openDropdown()
          }}
          onKeyDown={(event) => {
            const text = event.currentTarget.value
            const nothingChosen = combobox.getSelectedOptionIndex() < 0
            if (event.key === 'Enter' && (isOld || nothingChosen)) void openFirst(text)
          }}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={typed.trim().length < 2}>
        <Combobox.Options aria-label={t('search')} mah={360} style={{ overflowY: 'auto' }}>
          {hits?.length === 0 && <Combobox.Empty>{t('searchEmpty')}</Combobox.Empty>}
          {hits?.map((hit) => (
            <Combobox.Option key={hit.id} value={hit.id}>
              <strong>{hit.title}</strong>{' '}
              <span style={{ opacity: 0.85 }}>
                {hit.note} · {t(hit.kind)}
              </span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
