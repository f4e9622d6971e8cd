/** What closing a month would do, and what it would leave behind, before it begins. */
import { Alert, Paper, Stack, Text } from '@mantine/core'
import { previewClose } from '#flow/collections/contract.ts'
import { Asked } from '../language/asked.tsx'
import { Icon } from '../language/icon.tsx'
import { Lines } from '../language/lines.tsx'
import { useSession } from '../wire/session.tsx'
import { formatDay, formatMinutes } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

export function ClosePreview({ month }: { month: string }) {
  const t = useWords(words)
  const { may } = useSession()
  if (!MONTH.test(month) || !may(previewClose)) return null
  const name = formatDay(`${month}-01`, 'month')
  return (
    <Asked contract={previewClose} input={{ month }}>
      {({ books }) => {
        if (books.length === 0) return <Text size="sm">{t('closeNothing', { month: name })}</Text>
        const isLeft = books.some(({ drafts, minutesWaiting }) => drafts > 0 || minutesWaiting > 0)
        return (
          <Paper withBorder p="sm">
            <Stack gap="xs">
              <Text size="sm" fw={600}>
                {t('closeLead', { month: name })}
              </Text>
              <ol style={{ margin: 0, paddingInlineStart: 20 }}>
                {(['closeRevenue', 'closeCheck', 'closeEach'] as const).map((step) => (
                  <Text key={step} component="li" size="sm">
                    {t(step, { count: books.length })}
                  </Text>
                ))}
              </ol>
              <Lines
                label={t('closeBooks')}
                rows={books}
                columns={[
                  { name: 'entityCode', title: t('book'), phone: 'title' },
                  { name: 'state', phone: 'end' },
                  { name: 'differing', title: t('closeDiffering'), isFigure: true, phone: 'line' },
                  { name: 'drafts', title: t('closeDrafts'), isFigure: true, phone: 'line' },
                  {
                    name: 'minutesWaiting',
                    title: t('closeWaiting'),
                    isFigure: true,
                    phone: 'line',
                    show: ({ minutesWaiting }) => formatMinutes(minutesWaiting),
                  },
                ]}
                idOf={({ periodId }) => periodId}
              />
              {isLeft && (
                <Alert color="yellow" variant="light" icon={<Icon name="warning" size={16} />} p="xs">
                  {t('closeLeft')}
                </Alert>
              )}
            </Stack>
          </Paper>
        )
      }}
    </Asked>
  )
}
