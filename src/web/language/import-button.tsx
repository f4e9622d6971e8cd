/** An import by file: first what it would change and everything that is wrong with it, then all of it or nothing. */
import { Button, Drawer, FileInput, Group, Stack, Table, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import type { CommandContract } from '#kernel/contract.ts'
import { run } from '../wire/client.ts'
import { refresh } from '../wire/queries.ts'
import { RefusalError } from '../wire/refusal-error.ts'
import { useSession } from '../wire/session.tsx'
import { commandName, summaryOf } from '../words/names.ts'
import { problemWords } from '../words/refusals.ts'
import { useWords } from '../words/words.ts'
import { BackCloses } from './back-closes.tsx'
import { tellDone } from './command-button.tsx'
import { Figure } from './figure.tsx'
import { Icon } from './icon.tsx'
import { ImportColumns } from './import-columns.tsx'
import { Figures } from './record.tsx'
import { RefusalNote } from './refusal-note.tsx'
import { words } from './words.ts'

interface RowError {
  readonly row: number
  readonly column: string
  readonly message: string
  readonly code?: string
  readonly params?: Readonly<Record<string, unknown>>
}

/** What every import answers. */
interface Report {
  readonly dryRun: boolean
  readonly rows: number
  readonly create: number
  readonly update: number
  readonly unchanged: number
  readonly ignoredColumns: readonly string[]
  readonly errors: readonly RowError[]
}

/** A list of thousands of errors is read in the file, not here; how many there are is told. */
const ERRORS_SHOWN = 200

export function ImportButton({
  contract,
  fill = {},
  label,
}: {
  contract: CommandContract
  fill?: Readonly<Record<string, unknown>>
  label?: string
}) {
  const { may } = useSession()
  const [isOpen, { open, close }] = useDisclosure()
  if (!may(contract)) return null
  const name = label ?? commandName(contract.name)
  return (
    <>
      <Button variant="default" size="sm" leftSection={<Icon name="upload" size={16} />} onClick={open}>
        {name}
      </Button>
      <Drawer opened={isOpen} onClose={close} position="right" size="xl" title={<Text fw={650}>{name}</Text>}>
        <BackCloses close={close} />
        <ImportSteps contract={contract} fill={fill} name={name} close={close} />
      </Drawer>
    </>
  )
}

function ImportSteps({
  contract,
  fill,
  name,
  close,
}: {
  contract: CommandContract
  fill: Readonly<Record<string, unknown>>
  name: string
  close: () => void
}) {
  const t = useWords(words)
  const [content, setContent] = useState<string | null>(null)
  const [report, setReport] = useState<Report | null>(null)
  const [error, setError] = useState<RefusalError | null>(null)
  const [isBusy, setBusy] = useState(false)
  const send = async (dryRun: boolean, text: string) => {
    setBusy(true)
    setError(null)
    try {
      const key = dryRun ? {} : { idempotencyKey: crypto.randomUUID() }
      const output = await run(contract, { ...fill, content: text, dryRun } as never, key)
      setReport(output as unknown as Report)
      if (!dryRun) {
        await refresh()
        tellDone(name, undefined, output)
        close()
      }
    } catch (cause) {
      if (!(cause instanceof RefusalError)) throw cause
      setError(cause)
    } finally {
      setBusy(false)
    }
  }
  const choose = async (file: File | null) => {
    const text = (await file?.text()) ?? null
    setContent(text)
    setReport(null)
    if (text !== null) await send(true, text)
  }
  const isClean = report !== null && report.errors.length === 0
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {summaryOf(contract)}
      </Text>
      <FileInput
        label={t('file')}
        placeholder={t('chooseFile')}
        accept=".csv,text/csv"
        leftSection={<Icon name="file" size={16} />}
        onChange={(file) => void choose(file)}
      />
      {!report && <ImportColumns contract={contract} />}
      {error && <RefusalNote error={error} />}
      {report && <ReportView report={report} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {t('cancel')}
        </Button>
        <Button
          disabled={!isClean || content === null}
          loading={isBusy}
          onClick={() => void send(false, content ?? '')}
        >
          {name}
        </Button>
      </Group>
    </Stack>
  )
}

function ReportView({ report }: { report: Report }) {
  const t = useWords(words)
  return (
    <Stack gap="sm">
      <Figures>
        <Figure label={t('rowsRead')} value={report.rows} />
        <Figure label={t('rowsNew')} value={report.create} />
        <Figure label={t('rowsChanged')} value={report.update} />
        <Figure
          label={t('rowsWrong')}
          value={report.errors.length}
          {...(report.errors.length > 0 ? { tone: 'red' as const } : {})}
        />
      </Figures>
      {report.ignoredColumns.length > 0 && (
        <Text size="xs" c="dimmed">
          {t('columnsIgnored', { names: report.ignoredColumns.join(', ') })}
        </Text>
      )}
      {report.errors.length > 0 && (
        <Table.ScrollContainer minWidth={420}>
          <Table striped fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('row')}</Table.Th>
                <Table.Th>{t('column')}</Table.Th>
                <Table.Th>{t('problem')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {report.errors.slice(0, ERRORS_SHOWN).map(({ row, column, message, ...problem }) => (
                <Table.Tr key={`${row} ${column} ${message}`}>
                  <Table.Td>{row}</Table.Td>
                  <Table.Td>{column}</Table.Td>
                  <Table.Td>{problemWords({ ...problem, detail: message })}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {report.errors.length > ERRORS_SHOWN && (
        <Text size="sm">{t('moreErrors', { count: report.errors.length - ERRORS_SHOWN })}</Text>
      )}
    </Stack>
  )
}
