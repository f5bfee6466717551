/** What a document claims to exist. */
export interface Claims {
  /** Files and folders of the project, as written. */
  readonly paths: string[]
  /** Targets of links inside the project, without the part behind `#`. */
  readonly links: { readonly target: string; readonly anchor: string }[]
  /** Scripts run as `npm run x`, `npm test` or `npm start`. */
  readonly scripts: string[]
}

const FOLDERS = 'shared|renderer|server|electron|resources|scripts|test|docs|\\.ci'

/** Reads the claims of a Markdown text: words in backticks, links, commands. */
export function claimsOf(markdown: string): Claims {
  const withoutBlocks = markdown.replace(/^```[\s\S]*?^```/gm, '')
  const code = [...withoutBlocks.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '')
  const path = new RegExp(`^(${FOLDERS})/[\\w@./-]*$`)
  return {
    // The word before a blank may be a program: `node scripts/notices.mjs`.
    paths: code.flatMap((text) => text.split(/\s+/)).filter((word) => path.test(word)),
    links: [...withoutBlocks.matchAll(/\]\(([^)\s]+)\)/g)]
      .map((match) => match[1] ?? '')
      .filter((target) => !/^[a-z]+:/.test(target))
      .map((target) => ({
        target: target.replace(/#.*$/, ''),
        anchor: /#(.+)$/.exec(target)?.[1] ?? '',
      })),
    scripts: [
      ...[...markdown.matchAll(/\bnpm run ([a-z][\w:]*)/g)].map((match) => match[1] ?? ''),
      ...[...markdown.matchAll(/\bnpm (test|start)\b/g)].map((match) => match[1] ?? ''),
    ],
  }
}

/** Anchors that the headings of a text give. */
export function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** Labels of the screens: what the officers' guide prints in bold. */
export function labelsOf(markdown: string): string[] {
  return [...markdown.matchAll(/\*\*([^*]+)\*\*/g)].map((match) =>
    (match[1] ?? '').replace(/\s+/g, ' '),
  )
}

/** Whether a label is a text of the screens, `{{x}}` standing for anything. */
export function isLabel(label: string, texts: readonly string[]): boolean {
  return texts.some((text) => {
    if (text === label || text.replace(/[.…]$/, '') === label) return true
    if (!text.includes('{{')) return false
    const pattern = text
      .split(/\{\{\w+\}\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.+')
    return new RegExp(`^${pattern}$`).test(label)
  })
}
