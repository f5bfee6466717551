import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

/** One green; shade 8 is the colour of actions, selection and focus. */
const green: MantineColorsTuple = [
  '#f0f8f4',
  '#ddf0e6',
  '#bfe0cf',
  '#9ccfb5',
  '#76bb99',
  '#4fa47d',
  '#318a63',
  '#1d734f',
  '#0f5c3f',
  '#0a4630',
]
const blue: MantineColorsTuple = [
  '#f2f8fc',
  '#e3eff8',
  '#c5ddee',
  '#a1c7e1',
  '#79aed2',
  '#5293c0',
  '#347aab',
  '#216393',
  '#124e78',
  '#0c3b5c',
]
const amber: MantineColorsTuple = [
  '#fffaeb',
  '#fff4d6',
  '#fce8c8',
  '#f7cf8e',
  '#e9b949',
  '#d99a2b',
  '#b8701b',
  '#985a08',
  '#7a4b00',
  '#5c3800',
]
const red: MantineColorsTuple = [
  '#fef5f4',
  '#fdecea',
  '#f9d3cf',
  '#f2b0a9',
  '#e6867d',
  '#d86056',
  '#c8423a',
  '#bd3128',
  '#b42318',
  '#8c1a11',
]

export const theme = createTheme({
  primaryColor: 'green',
  primaryShade: 8,
  colors: { green, blue, amber, red },
  black: '#1b2421',
  white: '#ffffff',
  fontFamily: '"Source Sans 3 Variable", "Source Sans 3", system-ui, sans-serif',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.45', xl: '1.3' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '4px', md: '4px', lg: '4px', xl: '4px' },
  defaultRadius: 'sm',
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '20px' }, h2: { fontSize: '16px' }, h3: { fontSize: '14px' } },
  },
  shadows: { xs: 'none', sm: 'none', md: '0 4px 16px rgb(27 36 33 / 18%)' },
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', allowDeselect: false, checkIconPosition: 'right' } },
    NumberInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Modal: { defaultProps: { transitionProps: { duration: 80 } } },
    Drawer: { defaultProps: { transitionProps: { duration: 80 } } },
    // Inside a dialog a <header> counts as a second page header for screen readers.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
  },
})

/** The named tokens of the visual language, and Mantine's defaults that fail on contrast. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--ink': '#1b2421',
    '--ink-soft': '#52605b',
    '--paper': '#ffffff',
    '--desk': '#f5f7f6',
    '--line': '#c9d3ce',
    '--line-strong': '#8a9892',
    '--green': '#0f5c3f',
    '--green-tint': '#ddf0e6',
    '--blue': '#124e78',
    '--blue-tint': '#e3eff8',
    '--amber-ink': '#7a4b00',
    '--amber-tint': '#fff4d6',
    '--red': '#b42318',
    '--red-tint': '#fdecea',
    '--yellow': '#e9b949',
    '--mantine-color-error': '#b42318',
    '--mantine-color-placeholder': '#5c636a',
    '--mantine-color-dimmed': '#52605b',
    '--mantine-color-anchor': '#124e78',
    '--input-height-sm': '32px',
  },
  light: {
    '--mantine-color-error': '#b42318',
    '--mantine-color-placeholder': '#5c636a',
    '--mantine-color-dimmed': '#52605b',
    '--mantine-color-anchor': '#124e78',
    '--mantine-color-default-border': '#8a9892',
  },
  dark: {},
})
