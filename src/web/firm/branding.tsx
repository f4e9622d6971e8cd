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
import { type FormEvent, useEffect, useState } from 'react'
import { storeFile } from '#engines/documents/contract.ts'
import { getBranding, setBranding } from '#flow/firm/contract.ts'
import { COLOUR_PATTERN } from '#kernel/colour.ts'
import { Asked } from '../language/asked.tsx'
import { tellDone } from '../language/command-button.tsx'
import { useDraft } from '../language/form/draft.ts'
import { mergedWith } from '../language/form/merge.ts'
import { same } from '../language/form/same.ts'
import { StaleNote, type StaleNoteProps } from '../language/form/stale-note.tsx'
import { Icon } from '../language/icon.tsx'
import { Page } from '../language/page.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import type { WireInput, WireOutput } from '../wire/client.ts'
import { useRun } from '../wire/queries.ts'
import type { RefusalError } from '../wire/refusal-error.ts'
import { useSession } from '../wire/session.tsx'
import { useWords } from '../words/words.ts'
import { BrandPreview } from './brand-preview.tsx'
import { words } from './words.ts'

export default function Branding() {
  const t = useWords(words)
  return (
    <Page title={t('branding')} lead={t('brandingLead')}>
      <Asked contract={getBranding} input={{}}>
        {(shown, reload) => <BrandForm shown={shown} reload={reload} />}
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

interface BrandProps {
  readonly shown: Shown
  readonly reload: () => Promise<Shown>
}

const typedOf = ({ name, colour }: Shown) => ({ name: name ?? '', colour: colour ?? '' })

/** What is typed over the brand as it was seen, and what somebody else has made of it meanwhile. */
function useWriting(shown: Shown) {
  const [begin] = useState(() => typedOf(shown))
  const [seen, see] = useState(shown.revision)
  const draft = useDraft('branding', begin)
  const [other, setOther] = useState<Omit<StaleNoteProps, 'values' | 'choose'> | null>(
    () => draft.overtaken && { theirs: begin, mine: draft.values, merged: draft.overtaken },
  )
  const { begun, values, goOn } = draft
  const isUntouched = same(begun, values)
  useEffect(() => {
    if (!isUntouched || seen === shown.revision) return
    goOn(typedOf(shown), typedOf(shown))
    see(shown.revision)
  }, [isUntouched, seen, shown, goOn])
  const meet = (now: Shown) => {
    const theirs = typedOf(now)
    const merged = mergedWith(begun, values, theirs)
    const settled = Object.entries(theirs).filter(([name]) => !merged.contested.includes(name))
    setOther({ theirs, mine: values, merged })
    goOn({ ...begun, ...Object.fromEntries(settled) }, merged.values)
    see(now.revision)
  }
  const saved = ({ revision, ...now }: Wanted & { revision: number }) => {
    const typed = { name: now.name ?? '', colour: now.colour ?? '' }
    goOn(typed, typed)
    setOther(null)
    see(revision)
  }
  return { draft, seen, other, meet, saved }
}

function BrandForm({ shown, reload }: BrandProps) {
  const t = useWords(words)
  const { me } = useSession()
  const { draft, seen, other, meet, saved } = useWriting(shown)
  const name = String(draft.values['name'] ?? '')
  const colour = String(draft.values['colour'] ?? '')
  // Untouched it is whatever the brand has by now.
  const [logoChoice, chooseLogo] = useState<boolean | null>(null)
  const [picked, setPicked] = useState<Picked | null>(null)
  const hasLogo = logoChoice ?? shown.logo !== null
  const storing = useRun(storeFile)
  const setting = useRun(setBranding)
  const before: Wanted = { name: shown.name, colour: shown.colour, logoId: shown.logo?.fileId ?? null }
  const logo = picked
    ? `data:${picked.mediaType};base64,${picked.contentBase64}`
    : (shown.logo?.address ?? null)

  /** Whatever is refused is told below the form; what was chosen stays in it. */
  const save = (wanted: Promise<Wanted>) =>
    wanted
      .then(async (input) => {
        const output = await setting.mutateAsync({ input, ifMatch: seen })
        saved({ ...input, revision: output.revision })
        chooseLogo(null)
        setPicked(null)
        tellDone(t('branding'), { contract: setBranding, input: () => before }, output)
      })
      .catch(async (error: RefusalError) => {
        if (error.code === 'stale_revision') meet(await reload())
      })
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
          {other && <StaleNote {...other} values={draft.values} choose={draft.set} />}
          <TextInput
            label={t('brandName')}
            description={t('brandNameHint')}
            placeholder={me.tenant.name}
            maxLength={60}
            value={name}
            onChange={({ currentTarget }) => draft.set({ ...draft.values, name: currentTarget.value })}
          />
          <ColorInput
            label={t('brandColour')}
            description={t('brandColourHint')}
            placeholder="#1f4fd8"
            eyeDropperButtonProps={{ 'aria-label': t('pickColour') }}
            value={colour}
            onChange={(chosen) => draft.set({ ...draft.values, colour: chosen })}
          />
          <LogoField
            hasLogo={hasLogo}
            pick={(file) => {
              setPicked(file)
              chooseLogo(file !== null)
            }}
          />
          {error && error.code !== 'stale_revision' && <RefusalNote error={error} />}
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
