/** Trying a decision: inputs in, result and the rules that hit out. Nothing is stored. */
import { Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useMemo, useState } from 'react'
import { evaluate, type get } from '#engines/decisions/contract.ts'
import { NamedValues } from '../language/form/named-values.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import { Value } from '../language/value.tsx'
import { ask, type WireOutput } from '../wire/client.ts'
import type { RefusalError } from '../wire/refusal-error.ts'
import { language, useWords } from '../words/words.ts'
import { TableEditor } from './table-editor.tsx'
import { readInputs, readTable, type TableInput } from './table-xml.ts'
import { words } from './words.ts'

type Decision = WireOutput<typeof get>
type Answer = WireOutput<typeof evaluate>
type Texts = Readonly<Record<string, string>>

export function Trial({ decision }: { decision: Decision }) {
  const t = useWords(words)
  const inputs = useMemo(() => readInputs(decision.xml, decision.key, language()), [decision])
  const [texts, write] = useState<Texts>({})
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [error, setError] = useState<RefusalError | null>(null)
  const [whole, setWhole] = useState<object>({})
  const given = inputs ? fromTexts(inputs, texts) : whole
  const set = (name: string) => (text: string) => write((all) => ({ ...all, [name]: text }))
  const decide = async (event: FormEvent) => {
    event.preventDefault()
    setError(null)
    try {
      setAnswer(await ask(evaluate, { key: decision.key, inputs: given as never }))
    } catch (refused) {
      setError(refused as RefusalError)
    }
  }
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t('tryLead')}
      </Text>
      <Stack component="form" onSubmit={(event) => void decide(event)} maw={720}>
        {inputs ? (
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            {inputs.map((input) => (
              <Field
                key={nameOf(input)}
                input={input}
                text={texts[nameOf(input)] ?? ''}
                set={set(nameOf(input))}
              />
            ))}
          </SimpleGrid>
        ) : (
          <NamedValues
            label={t('inputs')}
            description={t('inputsHint')}
            value={whole}
            set={(named) => setWhole(named as object)}
          />
        )}
        <Group justify="flex-end">
          <Button type="submit">{t('evaluate')}</Button>
        </Group>
      </Stack>
      {error && <RefusalNote error={error} />}
      {answer && <Result decision={decision} answer={answer} />}
    </Stack>
  )
}

const nameOf = ({ path }: TableInput) => path.join('.')

function Field({ input, text, set }: { input: TableInput; text: string; set: (text: string) => void }) {
  const t = useWords(words)
  if (input.type === 'boolean')
    return (
      <Select
        label={input.label}
        clearable
        data={[
          { value: 'true', label: t('yes') },
          { value: 'false', label: t('no') },
        ]}
        value={text || null}
        onChange={(value) => set(value ?? '')}
      />
    )
  return (
    <TextInput
      label={input.label}
      type={input.type === 'date' ? 'date' : 'text'}
      inputMode={input.type === 'number' ? 'decimal' : 'text'}
      value={text}
      onChange={({ currentTarget }) => set(currentTarget.value)}
    />
  )
}

function Result({ decision, answer }: { decision: Decision; answer: Answer }) {
  const t = useWords(words)
  const table = useMemo(() => readTable(decision.xml, decision.key, language()), [decision])
  const hits = new Set(
    answer.trace
      .filter(({ id }) => id === decision.key)
      .flatMap(({ matchedRules }) => matchedRules.map(({ ruleId }) => ruleId)),
  )
  return (
    <Stack gap="xs" role="status">
      <Text fw={600}>{t('result')}</Text>
      <Text component="div" style={{ overflowWrap: 'anywhere' }}>
        <Value name="result" value={answer.value} />
      </Text>
      {table && hits.size === 0 && <Text c="dimmed">{t('noHit')}</Text>}
      {table && <TableEditor table={table} rules={table.rules} hits={hits} />}
    </Stack>
  )
}

/** What was typed, as the decision wants it: what was left empty is not given. */
function fromTexts(inputs: readonly TableInput[], texts: Texts): object {
  const given: Record<string, unknown> = {}
  for (const input of inputs) {
    const text = texts[nameOf(input)]?.trim()
    if (!text) continue
    const holder = input.path.slice(0, -1).reduce((at, name) => {
      at[name] ??= {}
      return at[name] as Record<string, unknown>
    }, given)
    holder[input.path.at(-1) ?? ''] = typedValue(input, text)
  }
  return given
}

function typedValue({ type }: TableInput, text: string): unknown {
  if (type === 'boolean') return text === 'true'
  if (type !== 'number') return text
  const figure = Number(text.replace(',', '.'))
  return Number.isNaN(figure) ? text : figure
}
