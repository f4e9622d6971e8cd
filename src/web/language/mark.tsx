/** The sign of the firm: its logo and name where it has chosen them, those of the program otherwise. */
import { Box, Group, Text } from '@mantine/core'
import { PROGRAM_NAME, useBrand } from './brand.ts'
import css from './mark.module.css'

const heights = { small: 24, medium: 32, large: 44 } as const

export function Mark({
  name = PROGRAM_NAME,
  size = 'medium',
}: {
  name?: string
  size?: keyof typeof heights
}) {
  const brand = useBrand()
  const height = heights[size]
  // On the first visit of a browser, for the moment until the firm has answered.
  if (!brand) return <Box h={height} />
  const shown = brand.name ?? name
  if (brand.logo && !brand.isSquare)
    return <img src={brand.logo} alt={shown} height={height} className={css['logo']} />
  return (
    <Group gap={8} wrap="nowrap" className={css['mark'] ?? ''}>
      <img src={brand.logo ?? '/icon.svg'} height={height} alt="" className={brand.logo ? css['logo'] : ''} />
      <Text fw={680} fz={size === 'small' ? 'md' : 'lg'} truncate>
        {shown}
      </Text>
    </Group>
  )
}
