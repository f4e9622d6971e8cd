/** How the firm appears: name, colour and logo, with what comes of them beside it. */
import {
  Button,
  ColorInput,
  FileButton,
  Group,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { storeFile } from '#engines/documents/contract.ts'
import { getBranding, setBranding } from '#flow/firm/contract.ts'
import { COLOUR_PATTERN } from '#kernel/colour.ts'
import { Asked } from '../language/asked.tsx'
import { tellDone } from '../language/command-button.tsx'
import { Icon } from '../language/icon.tsx'
import { Page } from '../language/page.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import type { WireInput, WireOutput } from '../wire/client.ts'
import { useRun } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { useWords } from '../words/words.ts'
import { BrandPreview } from './brand-preview.tsx'
import { words } from './words.ts'

export default function Branding() {
  const t = useWords(words)
  return (
    <Page title={t('branding')} lead={t('brandingLead')}>
      <Asked contract={getBranding} input={{}}>
        {(shown) => <BrandForm key={shown.revision} shown={shown} />}
      </Asked>
    </Page>
  )
}

type Shown = WireOutput<typeof getBranding>
type Wanted = WireInput<typeof setBranding>

/** A logo that was picked and is not stored yet, as the browser can draw it. */
interface Picked {
  readonly name: string
  readonly mediaType: string
  readonly contentBase64: string
}

const NOTHING: Wanted = { name: null, colour: null, logoId: null }

function BrandForm({ shown }: { shown: Shown }) {
  const t = useWords(words)
  const { me } = useSession()
  const [name, setName] = useState(shown.name ?? '')
  const [colour, setColour] = useState(shown.colour ?? '')
  const [hasLogo, setHasLogo] = useState(shown.logo !== null)
  const [picked, setPicked] = useState<Picked | null>(null)
  const storing = useRun(storeFile)
  const setting = useRun(setBranding)
  const before: Wanted = { name: shown.name, colour: shown.colour, logoId: shown.logo?.fileId ?? null }
  const logo = picked
    ? `data:${picked.mediaType};base64,${picked.contentBase64}`
    : (shown.logo?.address ?? null)

  /** Whatever is refused is told below the form; what was chosen stays in it. */
  const save = (wanted: Promise<Wanted>) =>
    wanted
      .then((input) => setting.mutateAsync({ input, ifMatch: shown.revision }))
      .then(
        (output) => tellDone(t('branding'), { contract: setBranding, input: () => before }, output),
        () => undefined,
      )
  const wantedNow = async (): Promise<Wanted> => {
    const stored = picked ? (await storing.mutateAsync({ input: picked })).fileId : before.logoId
    return { name: name.trim() || null, colour: colour || null, logoId: hasLogo ? stored : null }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save(wantedNow())
  }
  const error = storing.error ?? setting.error
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label={t('brandName')}
            description={t('brandNameHint')}
            placeholder={me.tenant.name}
            maxLength={60}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <ColorInput
            label={t('brandColour')}
            description={t('brandColourHint')}
            placeholder="#1f4fd8"
            eyeDropperButtonProps={{ 'aria-label': t('pickColour') }}
            value={colour}
            onChange={setColour}
          />
          <LogoField
            hasLogo={hasLogo}
            pick={(file) => {
              setPicked(file)
              setHasLogo(file !== null)
            }}
          />
          {error && <RefusalNote error={error} />}
          <Group justify="space-between">
            <Button
              variant="default"
              disabled={shown.revision === 0}
              onClick={() => void save(Promise.resolve(NOTHING))}
            >
              {t('reset')}
            </Button>
            <Button type="submit" loading={storing.isPending || setting.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
      <BrandPreview
        name={name.trim() || me.tenant.name}
        colour={COLOUR_PATTERN.test(colour) ? colour : null}
        logo={hasLogo ? logo : null}
      />
    </SimpleGrid>
  )
}

function LogoField({ hasLogo, pick }: { hasLogo: boolean; pick: (file: Picked | null) => void }) {
  const t = useWords(words)
  const read = async (file: File | null) => {
    if (!file) return
    const bytes = new Uint8Array(await file.arrayBuffer())
    const contentBase64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    pick({ name: file.name, mediaType: file.type || 'application/octet-stream', contentBase64 })
  }
  return (
    <Paper withBorder p="sm">
      <Text size="sm" fw={600}>
        {t('brandLogo')}
      </Text>
      <Text size="xs" c="dimmed" mb="xs">
        {t('brandLogoHint')}
      </Text>
      <Group gap="xs">
        <FileButton accept="image/svg+xml,image/png" onChange={(file) => void read(file)}>
          {(props) => (
            <Button {...props} variant="default" size="xs" leftSection={<Icon name="upload" size={14} />}>
              {t('chooseLogo')}
            </Button>
          )}
        </FileButton>
        {hasLogo && (
          <Button variant="subtle" color="gray" size="xs" onClick={() => pick(null)}>
            {t('removeLogo')}
          </Button>
        )}
      </Group>
    </Paper>
  )
}
