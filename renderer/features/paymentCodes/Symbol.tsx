import { useMemo } from 'react'
import { code128Bars, qrModules } from '#shared/letters/codes'

interface SymbolProps {
  kind: 'code128' | 'qrcode'
  text: string
  label: string
  height: number
}

/** Code128 or QR as vector drawing: the same symbol as on paper. */
export function Symbol({ kind, text, label, height }: SymbolProps) {
  const drawing = useMemo(() => (kind === 'qrcode' ? drawQr(text) : drawBars(text)), [kind, text])
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${drawing.width} ${drawing.height}`}
      height={height}
      width={kind === 'qrcode' ? height : (drawing.width * 3) / 2}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
    >
      <path d={drawing.path} fill="#000" />
    </svg>
  )
}

interface Drawing {
  width: number
  height: number
  path: string
}

function drawQr(text: string): Drawing {
  const { size, dark } = qrModules(text)
  const parts: string[] = []
  dark.forEach((isDark, index) => {
    if (isDark) parts.push(`M${index % size} ${Math.floor(index / size)}h1v1h-1z`)
  })
  return { width: size, height: size, path: parts.join('') }
}

function drawBars(text: string): Drawing {
  const parts: string[] = []
  let x = 0
  code128Bars(text).forEach((width, index) => {
    if (index % 2 === 0) parts.push(`M${x} 0h${width}v1h-${width}z`)
    x += width
  })
  return { width: x, height: 1, path: parts.join('') }
}
