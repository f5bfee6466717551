import { Button, Drawer } from '@mantine/core'
import { IconReceipt } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTexts } from '../../i18n/useTexts'

interface ExplainSheetProps {
  /** What is taken apart, e.g. the month in words. */
  subject: string
  children: ReactNode
}

/** Opens the side sheet that takes every amount apart. Key: E is left to lists; here a button. */
export function ExplainSheet({ subject, children }: ExplainSheetProps) {
  const { t } = useTexts('billing')
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconReceipt size={16} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {t('explain')}
      </Button>
      <Drawer
        opened={opened}
        onClose={() => setOpened(false)}
        position="right"
        size="lg"
        title={t('explainTitle', { period: subject })}
        closeButtonProps={{ 'aria-label': t('common:close') }}
        transitionProps={{ duration: 80 }}
      >
        {children}
      </Drawer>
    </>
  )
}
