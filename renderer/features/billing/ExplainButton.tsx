import { Button, Drawer } from '@mantine/core'
import { IconReceipt } from '@tabler/icons-react'
import { useState } from 'react'
import { period as periodText } from '../../components/format'
import { Explanation, type ExplanationProps } from './Explanation'
import { useTexts } from '../../i18n/useTexts'

/** Opens the side sheet that takes every amount apart. Key: E is left to lists; here a button. */
export function ExplainButton(props: ExplanationProps) {
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
        title={t('explainTitle', { period: periodText(props.period) })}
        closeButtonProps={{ 'aria-label': t('common:close') }}
        transitionProps={{ duration: 80 }}
      >
        <Explanation {...props} />
      </Drawer>
    </>
  )
}
