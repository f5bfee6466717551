import { Modal, Table } from '@mantine/core'
import { useTexts } from '../../i18n/useTexts'

export function KeysHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTexts('frame')
  const rows: [string, string][] = [
    ['Alt + 1 … 8', t('keysNav')],
    ['/ · Ctrl + K', t('keysSearch')],
    ['Alt + N · Ctrl + N', t('keysNew')],
    ['Ctrl + S', t('keysSave')],
    ['↑ ↓ ↵', t('keysList')],
    ['F2', t('keysEdit')],
    ['1 2 3 0 · U', t('keysDecide')],
    ['Alt + L', t('keysRelease')],
    ['1 2 3 · 0 · ↵ · j k · u', t('keysDecisions')],
    ['Esc', t('keysBack')],
    ['?', t('keysHelp')],
  ]
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('keysTitle')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Table>
        <Table.Tbody>
          {rows.map(([keys, meaning]) => (
            <Table.Tr key={keys}>
              <Table.Th scope="row" w={170}>
                <kbd>{keys}</kbd>
              </Table.Th>
              <Table.Td>{meaning}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
