/** A no, in place: what is wrong, what to do, which rule said so. */
import { Alert, Button, Group, Text } from '@mantine/core'
import type { RefusalError } from '../wire/refusal-error.ts'
import { placeWords } from '../words/refusals.ts'
import { useWords } from '../words/words.ts'
import { Icon } from './icon.tsx'
import { words } from './words.ts'

const within = ({ code }: RefusalError) => (code === 'import_has_errors' ? 'file' : 'request')

export function RefusalNote({ error, retry }: { error: RefusalError; retry?: () => void }) {
  const t = useWords(words)
  const isAway = error.code === 'unreachable'
  return (
    <Alert
      role="alert"
      color={isAway ? 'yellow' : 'red'}
      variant="light"
      icon={<Icon name={isAway ? 'clock' : 'warning'} />}
    >
      <Text size="sm">{error.message}</Text>
      {error.fields.length > 0 && (
        <ul style={{ margin: '0.25rem 0 0', paddingInlineStart: '1.1rem' }}>
          {error.fields.map(({ pointer, detail }) => (
            <li key={pointer + detail}>
              <Text size="sm" span>
                {pointer !== '' && <b>{placeWords(pointer, within(error))}: </b>}
                {detail}
              </Text>
            </li>
          ))}
        </ul>
      )}
      <Group justify="space-between" mt={4} gap="xs">
        <Text size="xs" c="dimmed">
          {isAway ? '' : t('refusalCode', { code: error.code })}
          {error.status === 500 && error.traceId ? ` · ${t('traceId', { id: error.traceId })}` : ''}
        </Text>
        {retry && (
          <Button size="compact-xs" variant="subtle" onClick={retry}>
            {t('tryAgain')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
