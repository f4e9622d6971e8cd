/** How everything looks: one accent, quiet greys, figures that stand under each other. */
import { Button, createTheme, type MantineColorsTuple } from '@mantine/core'
import { sayIn } from '../words/words.ts'
import { words } from './words.ts'

const line: MantineColorsTuple = [
  '#eef3ff',
  '#dbe5ff',
  '#b5c8fb',
  '#8aa8f6',
  '#658df1',
  '#4c7bee',
  '#3769e8',
  '#1f4fd8',
  '#1a45bf',
  '#1239a6',
]

/** Asked for when it is shown, in the language of that moment. */
const closeButtonProps = {
  get 'aria-label'() {
    return sayIn(words)('close')
  },
}

const theme = createTheme({
  primaryColor: 'line',
  primaryShade: { light: 7, dark: 6 },
  colors: { line },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  components: {
    // The smallest is still large enough to be hit beside another: 24 px (WCAG 2.2, 2.5.8).
    Button: Button.extend({
      vars: (_, { size }) => ({ root: size === 'compact-xs' ? { '--button-height': '1.5rem' } : {} }),
    }),
    Modal: { defaultProps: { closeButtonProps } },
    Drawer: { defaultProps: { closeButtonProps } },
    Notification: { defaultProps: { closeButtonProps } },
    // What is scrolled sideways can be scrolled by keyboard, too.
    TableScrollContainer: { defaultProps: { minWidth: 0, type: 'native', tabIndex: 0 } },
  },
  fontFamily:
    'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontSizes: { xs: '0.75rem', sm: '0.8438rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.25' },
      h2: { fontSize: '1.125rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
})

/** The theme in the shades of a firm's own colour, or in those of the house. */
export const themeIn = (shades: MantineColorsTuple | null): typeof theme =>
  shades ? { ...theme, colors: { line: shades } } : theme
