/** What comes of a name, a colour and a logo: a button, a link and a tint on light and on dark, and the head of an invoice. */
import { Stack, Text, Title } from '@mantine/core'
import type { CSSProperties } from 'react'
import { contrastOf, READABLE_SHADE, shadesOf } from '#kernel/colour.ts'
import { formatNumber } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import css from './brand-preview.module.css'
import { words } from './words.ts'

/** The colour of the program itself. */
const OWN_COLOUR = '#1f4fd8'

interface Look {
  readonly name: string
  readonly colour: string | null
  readonly logo: string | null
}

export function BrandPreview(look: Look) {
  const t = useWords(words)
  const shades = shadesOf(look.colour ?? OWN_COLOUR)
  const shade = shades[READABLE_SHADE]
  const contrast = formatNumber(contrastOf(shade, '#ffffff'), 1)
  const drawn = Object.fromEntries(shades.map((one, index) => [`--shade-${index}`, one])) as CSSProperties
  return (
    <section aria-label={t('preview')} style={drawn}>
      <Stack gap="sm">
        <Title order={2}>{t('preview')}</Title>
        <Screen {...look} title={t('onLight')} ground={css['light'] ?? ''} />
        <Screen {...look} title={t('onDark')} ground={css['dark'] ?? ''} />
        <Invoice {...look} />
        {look.colour && (
          <Text size="sm" c="dimmed" role="status">
            {shade === look.colour ? t('asItIs', { contrast }) : t('adapted', { shade, contrast })}
          </Text>
        )}
      </Stack>
    </section>
  )
}

function Sign({ name, logo }: Pick<Look, 'name' | 'logo'>) {
  return (
    <span className={css['sign']}>
      {logo && <img src={logo} alt="" className={css['logo']} />}
      <b>{name}</b>
    </span>
  )
}

function Screen({
  name,
  logo,
  title,
  ground,
}: Pick<Look, 'name' | 'logo'> & { title: string; ground: string }) {
  const t = useWords(words)
  return (
    <figure className={`${css['panel']} ${ground}`}>
      <figcaption className={css['caption']}>{title}</figcaption>
      <Sign name={name} logo={logo} />
      <span className={css['row']}>
        <span className={css['button']}>{t('sampleButton')}</span>
        <span className={css['tint']}>{t('sampleTint')}</span>
        <span className={css['link']}>{t('sampleLink')}</span>
      </span>
    </figure>
  )
}

function Invoice({ name, logo }: Look) {
  const t = useWords(words)
  return (
    <figure className={`${css['panel']} ${css['light']}`}>
      <figcaption className={css['caption']}>{t('onPaper')}</figcaption>
      <Sign name={name} logo={logo} />
      <span className={css['heading']}>{t('sampleLink')}</span>
      <span className={css['total']}>{t('sampleTotal')}</span>
    </figure>
  )
}
